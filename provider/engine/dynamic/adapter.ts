import type { dynamic } from "@pulumi/pulumi";

import { hostError } from "./errors";
import type { Checked } from "../../resources/webhook/check";
import { configure } from "../../resources/configure";
import type { Session } from "../../resources/session";
import type { Properties } from "../../resources/webhook/state";
import { protectSecret } from "../../shared/redaction";
import { markSecrets, secretsIn } from "../../resources/secrets";
import { warn } from "../../shared/warn";

/** The properties as the engine gets them, every secret in them marked. */
export type Mark = (properties: Properties) => Record<string, unknown>;

/** What the providers of all resources have in common: the configured process, marked secrets, errors that hold none. */
export abstract class Adapter {
  #session: Session = configure(() => undefined, {}, warn);

  protected readonly mark: Mark;

  constructor(mark: Mark = markSecrets) {
    this.mark = mark;
  }

  protected get session(): Session {
    return this.#session;
  }

  /** The host goes on before the promise is settled: what is wrong is reported by every verb. */
  configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    this.#session = configure((key) => config.get(key), process.env, warn);
    return Promise.resolve();
  }

  /** A failure with a property prints that property's value, secrets included: the reason names the field instead. */
  protected checkResult({ inputs, failures }: Checked): dynamic.CheckResult<Properties> {
    return { inputs: this.mark(inputs), failures: failures.map((reason) => ({ property: "", reason })) };
  }

  /** @param properties what the engine passed, the resource's present ones first */
  protected async run<T>(properties: readonly Properties[], verb: () => T | Promise<T>): Promise<T> {
    properties.flatMap(secretsIn).forEach(protectSecret);
    try {
      return await verb();
    } catch (error) {
      throw hostError(error, properties[0]?.["__provider"], this.mark);
    }
  }
}
