import { randomUUID } from "node:crypto";

import { TEST_RESULT } from "../assumptions";
import { DEFAULTS } from "../webhook";
import { deliver } from "./deliver";
import { payload, statusAt } from "./payload";
import type { TestBody } from "../api/schemas";
import type { Settings } from "../options";
import type { StoredHeader } from "../webhook";

/** A webhook test as the API shows it. */
export interface WebhookTest {
  readonly id: string;
  readonly status: "pending" | "completed" | "failed";
  readonly error_message: string | null;
}

/** The webhook tests of this run of the emulator. */
export class WebhookTests {
  readonly #tests = new Map<string, WebhookTest>();
  readonly #running = new Set<Promise<void>>();
  readonly #settings: Settings;
  readonly #closing: AbortSignal;

  constructor(settings: Settings, closing: AbortSignal) {
    this.#settings = settings;
    this.#closing = closing;
  }

  find(project: string, id: string): WebhookTest | undefined {
    return this.#tests.get(key(project, id));
  }

  /** Begins a test, which is pending until its delivery has ended. */
  start(project: string, test: TestBody, version: string, headers: readonly StoredHeader[]): WebhookTest {
    const pending: WebhookTest = { id: randomUUID(), status: "pending", error_message: null };
    this.#tests.set(key(project, pending.id), pending);
    const running = this.#run(project, test, version, headers).then(({ delivered, errorMessage }) => {
      this.#tests.set(key(project, pending.id), {
        id: pending.id,
        status: delivered ? "completed" : "failed",
        error_message: errorMessage,
      });
      this.#running.delete(running);
    });
    this.#running.add(running);
    return pending;
  }

  /** Resolves when no test is pending. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #run(project: string, test: TestBody, version: string, headers: readonly StoredHeader[]) {
    const happening = {
      project,
      objectType: test.object_type,
      objectName: test.object_name,
      version,
      event: test.event,
      requestId: randomUUID(),
      status: statusAt(test.event),
      result: TEST_RESULT,
    };
    const target = {
      url: test.url,
      headers,
      timeout: test.timeout ?? DEFAULTS.timeout,
      retry: test.retry ?? DEFAULTS.retry,
    };
    const body = JSON.stringify(payload(happening, test.include_result ?? DEFAULTS.include_result));
    return deliver(target, body, { retryDelayMs: this.#settings.retryDelayMs, closing: this.#closing });
  }
}

const key = (project: string, id: string) => JSON.stringify([project, id]);
