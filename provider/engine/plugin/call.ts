import { type handleUnaryCall, Metadata, type ServerErrorResponse, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";

import { PartialFailure } from "../../resources/errors";
import { redact } from "../../shared/redaction";
import { messageOf } from "../../shared/values";
import { toStruct } from "./values";

/** The calls of the engine that are under way. */
export class Calls {
  readonly #cancellation = new AbortController();
  readonly #running = new Set<Promise<void>>();

  /** Aborts when the engine cancels what it has asked for. */
  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  /** An RPC that answers a request with a response, or fails with an error that the engine understands. */
  unary<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> {
    return ({ request }, respond) => {
      void this.run(async () => {
        try {
          respond(null, await answer(request));
        } catch (error) {
          respond(toStatus(error));
        }
      });
    };
  }

  /** Runs something that a cancellation waits for. */
  async run(work: () => Promise<void>): Promise<void> {
    const running = work();
    this.#running.add(running);
    await running.finally(() => this.#running.delete(running));
  }

  /** Ends waits and retries, and waits for the end of all calls: the engine ends this process soon after the answer. */
  async cancel(): Promise<void> {
    this.#cancellation.abort(new Error("The engine cancelled the operation."));
    await Promise.allSettled(this.#running);
  }
}

/**
 * An error for the engine, every known secret masked. A partial failure carries the state of the resource, which the
 * engine records with its reason.
 */
export function toStatus(error: unknown): Partial<ServerErrorResponse> {
  const message = redact(messageOf(error));
  const code = status.UNKNOWN;
  if (!(error instanceof PartialFailure)) return { code, details: message };

  const { id, state, secrets } = error.recorded;
  const failure = new ErrorResourceInitFailed();
  failure.setId(id);
  failure.setReasonsList([message]);
  failure.setProperties(toStruct({ properties: state, secrets }));
  const packed = new Any();
  packed.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(code);
  answer.setMessage(message);
  answer.addDetails(packed);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code, details: message, metadata };
}
