import { HttpRefusal, notFound } from "./api/answers";
import { DEFAULT_VERSION, NO_DEFAULT_VERSION_STATUS } from "./assumptions";
import type { EmulatorSettings } from "./options";
import type { ObjectType } from "./webhook";

/** What is known of a deployment or pipeline. */
export interface ObjectState {
  /** The versions that exist. Default: all. */
  readonly versions?: readonly string[];
  /** The name of the default version; null: the object has none. Default: the emulator's, or `v1`. */
  readonly defaultVersion?: string | null;
}

/** The deployments and pipelines. Each exists, with every version, unless a test says otherwise. */
export class Objects {
  readonly #states = new Map<string, ObjectState | "missing">();
  readonly #settings: EmulatorSettings;

  constructor(settings: EmulatorSettings) {
    this.#settings = settings;
  }

  set(project: string, type: ObjectType, name: string, state: ObjectState): void {
    this.#states.set(key(project, type, name), state);
  }

  remove(project: string, type: ObjectType, name: string): void {
    this.#states.set(key(project, type, name), "missing");
  }

  /**
   * The version that a request is about.
   * @param sent null or undefined: the default version
   * @throws HttpRefusal if the object, the version or a default version does not exist
   */
  versionOf(project: string, type: ObjectType, name: string, sent: string | null | undefined): string {
    const state = this.#stateOf(project, type, name);
    if (state === "missing") throw notFound(type, name);
    if (sent !== undefined && sent !== null) {
      if (state.versions && !state.versions.includes(sent)) throw notFound(`${type} version`, `${name}:${sent}`);
      return sent;
    }
    const version = this.defaultVersion(project, type, name);
    if (version !== undefined) return version;
    throw new HttpRefusal(NO_DEFAULT_VERSION_STATUS, `The ${type} ${JSON.stringify(name)} has no default version`);
  }

  /** The name of an object's default version; undefined if it has none. */
  defaultVersion(project: string, type: ObjectType, name: string): string | undefined {
    const state = this.#stateOf(project, type, name);
    if (state === "missing" || state.defaultVersion === null) return undefined;
    return state.defaultVersion ?? this.#settings.defaultVersion ?? DEFAULT_VERSION;
  }

  #stateOf(project: string, type: ObjectType, name: string): ObjectState | "missing" {
    return this.#states.get(key(project, type, name)) ?? {};
  }
}

const key = (project: string, type: ObjectType, name: string) => JSON.stringify([project, type, name]);
