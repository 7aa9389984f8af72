import { randomUUID } from "node:crypto";

import { TEST_RESULT } from "../assumptions";
import { DEFAULTS } from "../webhook";
import { deliver } from "./deliver";
import { payload, statusAt } from "./payload";
import type { TestBody } from "../api/schemas";
import type { EmulatorSettings } from "../options";
import type { StoredHeader } from "../webhook";
import type { Delivery } from "./deliver";

/** A webhook test as the API shows it. */
interface ShownTest {
  readonly id: string;
  readonly status: "pending" | "completed" | "failed";
  readonly error_message: string | null;
}

/** The webhook tests of this run of the emulator. */
export class WebhookTests {
  readonly #tests = new Map<string, { readonly project: string; readonly shown: ShownTest }>();
  readonly #running = new Set<Promise<void>>();
  readonly #settings: EmulatorSettings;
  readonly #closing: AbortSignal;

  constructor(settings: EmulatorSettings, closing: AbortSignal) {
    this.#settings = settings;
    this.#closing = closing;
  }

  find(project: string, id: string): ShownTest | undefined {
    const test = this.#tests.get(id);
    return test?.project === project ? test.shown : undefined;
  }

  /** Starts a test, which is pending until its delivery has ended. */
  start(project: string, test: TestBody, version: string, headers: readonly StoredHeader[]): ShownTest {
    const id = randomUUID();
    const pending: ShownTest = { id, status: "pending", error_message: null };
    this.#tests.set(id, { project, shown: pending });
    const running = this.#deliver(project, test, version, headers).then(({ delivered, errorMessage }) => {
      const status = delivered ? "completed" : "failed";
      this.#tests.set(id, { project, shown: { id, status, error_message: errorMessage } });
      this.#running.delete(running);
    });
    this.#running.add(running);
    return pending;
  }

  /** Resolves when no test is pending. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #deliver(project: string, test: TestBody, version: string, headers: readonly StoredHeader[]): Promise<Delivery> {
    const { url, timeout = DEFAULTS.timeout, retry = DEFAULTS.retry } = test;
    const requestEvent = {
      project,
      objectType: test.object_type,
      objectName: test.object_name,
      version,
      event: test.event,
      requestId: randomUUID(),
      status: statusAt(test.event),
      result: TEST_RESULT,
    };
    const body = JSON.stringify(payload(requestEvent, test.include_result ?? DEFAULTS.include_result));
    const limits = { retryDelayMs: this.#settings.retryDelayMs, closing: this.#closing };
    return deliver({ url, headers, timeout, retry }, body, limits);
  }
}
