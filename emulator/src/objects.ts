import { NO_DEFAULT_VERSION_STATUS } from "./assumptions";
import { ApiError, missing } from "./api/errors";
import type { Settings } from "./options";
import type { ObjectType } from "./webhook";

export interface ObjectState {
  /** The versions that exist. Default: every one. */
  readonly versions?: readonly string[];
  /** The version that an omitted one resolves to; null where the object has none. Default: the emulator's. */
  readonly defaultVersion?: string | null;
}

/** The deployments and pipelines: each exists, with every version, until something else is said of it. */
export class Objects {
  readonly #known = new Map<string, ObjectState | "missing">();
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  set(project: string, type: ObjectType, name: string, state: ObjectState): void {
    this.#known.set(key(project, type, name), state);
  }

  remove(project: string, type: ObjectType, name: string): void {
    this.#known.set(key(project, type, name), "missing");
  }

  /**
   * The version that a webhook or an event belongs to.
   * @param version null or undefined: the default one
   * @returns null where it follows a default version that answers do not name
   * @throws ApiError where the object, the version or a default version does not exist
   */
  resolve(project: string, type: ObjectType, name: string, version: string | null | undefined): string | null {
    const object = this.#known.get(key(project, type, name)) ?? {};
    if (object === "missing") throw missing(type, name);
    if (version !== undefined && version !== null) {
      if (object.versions && !object.versions.includes(version)) throw missing(`${type} version`, `${name}:${version}`);
      return version;
    }
    const fallback = this.defaultVersion(project, type, name);
    if (fallback === undefined) {
      throw new ApiError(NO_DEFAULT_VERSION_STATUS, `The ${type} ${JSON.stringify(name)} has no default version`);
    }
    return fallback;
  }

  /** The version that an omitted one resolves to: null where answers do not name it, undefined where there is none. */
  defaultVersion(project: string, type: ObjectType, name: string): string | null | undefined {
    const object = this.#known.get(key(project, type, name)) ?? {};
    if (object === "missing" || object.defaultVersion === null) return undefined;
    return object.defaultVersion ?? this.#settings.defaultVersion;
  }
}

const key = (project: string, type: ObjectType, name: string) => JSON.stringify([project, type, name]);
