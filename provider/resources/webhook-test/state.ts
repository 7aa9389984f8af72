import type { WireTest } from "../../api/wire";
import { markSecret } from "../../shared/engine-values";
import type { Properties } from "../webhook/state";
import { markSecrets, secretsIn } from "../secrets";
import type { WebhookHeaders } from "../webhook/types";

/** What one test needs. */
export interface TestRequest extends Properties {
  readonly project: string;
  readonly headers: WebhookHeaders;
}

/** What `check` makes of a program's inputs. The fields are those of the table. */
export interface TestInputs extends TestRequest {
  readonly failOnError: boolean;
  /** The API that is asked: the same test at another one is another test. */
  readonly __host?: string;
}

/** What the state holds: the inputs, and how the last test ended. */
export interface TestState extends TestInputs {
  readonly testId: string;
  readonly status: WireTest["status"];
  readonly errorMessage?: string;
}

/**
 * The properties as the engine gets them. What went wrong may tell of the URL or the headers, in words that no mask
 * finds: where any of those is a secret, it is one too.
 */
export function markTest(properties: Properties): Record<string, unknown> {
  const marked = markSecrets(properties);
  const { errorMessage } = marked;
  if (errorMessage === undefined || secretsIn(properties).length === 0) return marked;
  return { ...marked, errorMessage: markSecret(errorMessage) };
}
