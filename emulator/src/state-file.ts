import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import writeFileAtomic from "write-file-atomic";

import type { StoredWebhook } from "./webhook";

export type Snapshot = Readonly<Record<string, readonly StoredWebhook[]>>;

/** So many changes go into one write: those of so many milliseconds. */
const SAVE_PAUSE_MS = 50;

const FORMAT = 1;

/** Keeps the webhooks in a file, which is always a whole one: it is written beside and renamed. Its owner alone may read it. */
export class StateFile {
  readonly #path: string;
  readonly #snapshot: () => Snapshot;
  #saving: Promise<void> | undefined;
  #changes = 0;
  /** How many of the changes are in the file. */
  #written = 0;
  #isClosing = false;

  /** @param snapshot what to write, asked at each write */
  constructor(path: string, snapshot: () => Snapshot) {
    this.#path = path;
    this.#snapshot = snapshot;
  }

  /** @throws Error where the file cannot be read or is not what this class wrote; empty where there is none */
  read(): Snapshot {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return {};
      throw new Error(`The state file ${this.#path} cannot be read: ${codeOf(error)}`, { cause: error });
    }
    const state = parsed(text);
    if (isObject(state) && state["format"] === FORMAT && isSnapshot(state["projects"])) return state["projects"];
    throw new Error(
      `The state file ${this.#path} is damaged, or not a file of this emulator. Move it away to start without it.`,
    );
  }

  /** Writes now. @throws Error where that fails */
  async write(): Promise<void> {
    const changes = this.#changes;
    const text = `${JSON.stringify({ format: FORMAT, projects: this.#snapshot() }, undefined, 2)}\n`;
    await writeFileAtomic(this.#path, text, { mode: 0o600 }).catch((error: unknown) => {
      throw new Error(`The state file ${this.#path} cannot be written: ${codeOf(error)}`, { cause: error });
    });
    this.#written = changes;
  }

  /** Writes soon. A failure is a warning of the process; the next change, or the end, writes again. */
  changed(): void {
    this.#changes += 1;
    this.#saving ??= this.#save();
  }

  /** Writes what is not written yet. @throws Error where that fails */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#saving;
    if (this.#written < this.#changes) await this.write();
  }

  async #save(): Promise<void> {
    let tried: number;
    do {
      await delay(SAVE_PAUSE_MS);
      tried = this.#changes;
      await this.write().catch((error: unknown) => {
        process.emitWarning(error instanceof Error ? error.message : String(error));
      });
    } while (tried < this.#changes && !this.#isClosing);
    this.#saving = undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown) => (isObject(error) && "code" in error ? String(error["code"]) : String(error));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSnapshot = (value: unknown): value is Snapshot =>
  isObject(value) &&
  Object.values(value).every((webhooks) => Array.isArray(webhooks) && webhooks.every(isStoredWebhook));

const STRINGS = [
  "id",
  "name",
  "url",
  "object_type",
  "object_name",
  "description",
  "event",
  "creation_date",
  "last_updated",
];
const BOOLEANS = ["enabled", "retry", "include_result"];

function isStoredWebhook(value: unknown): value is StoredWebhook {
  return (
    isObject(value) &&
    STRINGS.every((field) => typeof value[field] === "string") &&
    BOOLEANS.every((field) => typeof value[field] === "boolean") &&
    typeof value["timeout"] === "number" &&
    (value["version"] === null || typeof value["version"] === "string") &&
    isObject(value["labels"]) &&
    Object.values(value["labels"]).every((label) => typeof label === "string") &&
    Array.isArray(value["headers"]) &&
    value["headers"].every(isStoredHeader)
  );
}

const isStoredHeader = (value: unknown) =>
  isObject(value) &&
  typeof value["key"] === "string" &&
  typeof value["value"] === "string" &&
  typeof value["protected"] === "boolean";
