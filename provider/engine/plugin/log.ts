import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

import { redact } from "../../shared/redaction";

/** Warnings for the user. What a plugin prints is hidden by the engine, which takes messages at an address instead. */
export class EngineLog {
  #engine: EngineClient | undefined;
  readonly #pending = new Set<Promise<void>>();

  connect(address: string): void {
    this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  warn(message: string): void {
    const engine = this.#engine;
    const request = new LogRequest().setSeverity(LogSeverity.WARNING).setMessage(redact(message));
    const sent = new Promise<void>((resolve) => {
      if (!engine) resolve();
      // A warning that does not arrive is no reason to fail.
      else
        engine.log(request, () => {
          resolve();
        });
    }).finally(() => this.#pending.delete(sent));
    this.#pending.add(sent);
  }

  /** Resolves when the engine has all warnings. */
  async delivered(): Promise<void> {
    await Promise.all(this.#pending);
  }
}
