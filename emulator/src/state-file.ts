import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import writeFileAtomic from "write-file-atomic";

import type { StoredProjects } from "./store";

/** Changes within this time go into one write. */
const SAVE_PAUSE_MS = 50;

const FORMAT = 1;

/** Keeps the webhooks in a file. It is written beside and renamed, so it is always complete; only its owner may read it. */
export class StateFile {
  readonly #path: string;
  readonly #snapshot: () => StoredProjects;
  #saving: Promise<void> | undefined;

  /** @param snapshot what to write, asked at each write */
  constructor(path: string, snapshot: () => StoredProjects) {
    this.#path = path;
    this.#snapshot = snapshot;
  }

  /** What the file holds; nothing if it does not exist. @throws Error if it cannot be read or is not a file of this class */
  read(): StoredProjects {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return {};
      throw new Error(`The state file ${this.#path} cannot be read: ${codeOf(error)}`, { cause: error });
    }
    const state = parseJson(text);
    if (isObject(state) && state["format"] === FORMAT && isObject(state["projects"])) {
      return state["projects"] as StoredProjects;
    }
    throw new Error(
      `The state file ${this.#path} is damaged, or not a file of this emulator. Move it away to start without it.`,
    );
  }

  /** Writes now. @throws Error if that fails */
  async write(): Promise<void> {
    const text = `${JSON.stringify({ format: FORMAT, projects: this.#snapshot() }, undefined, 2)}\n`;
    await writeFileAtomic(this.#path, text, { mode: 0o600 }).catch((error: unknown) => {
      throw new Error(`The state file ${this.#path} cannot be written: ${codeOf(error)}`, { cause: error });
    });
  }

  /** Writes soon. A failure is a warning; the next change, or the end, writes again. */
  changed(): void {
    this.#saving ??= this.#save();
  }

  /** Writes for the last time. @throws Error if that fails */
  async close(): Promise<void> {
    await this.#saving;
    await this.write();
  }

  async #save(): Promise<void> {
    await delay(SAVE_PAUSE_MS);
    this.#saving = undefined;
    await this.write().catch((error: unknown) => {
      process.emitWarning(error instanceof Error ? error.message : String(error));
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown) => (isObject(error) && "code" in error ? String(error["code"]) : String(error));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
