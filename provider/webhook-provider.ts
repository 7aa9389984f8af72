import type { dynamic } from "@pulumi/pulumi";

import { hostError } from "./host-error";
import { check } from "./lifecycle/check";
import { configure } from "./lifecycle/configure";
import { create } from "./lifecycle/create";
import { remove } from "./lifecycle/delete";
import { diff } from "./lifecycle/diff";
import { read } from "./lifecycle/read";
import type { Session } from "./lifecycle/session";
import type { Properties, WebhookInputs } from "./lifecycle/state";
import { update } from "./lifecycle/update";
import { protectSecret, redact } from "./redaction";
import { markSecrets, secretsIn } from "./secrets";

const warn = (message: string): void => {
  console.warn(redact(message));
};

/**
 * The verbs as the engine's host for dynamic providers calls them: plain data in; out, every secret marked, and errors
 * that hold none.
 */
class WebhookProvider implements dynamic.ResourceProvider<Properties, Properties> {
  #session: Session = configure(() => undefined, {}, warn);

  /** The host goes on before the promise is settled: what is wrong is reported by every verb. */
  configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    this.#session = configure((key) => config.get(key), process.env, warn);
    return Promise.resolve();
  }

  check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    return this.#run([olds, news], () => {
      const { inputs, failures } = check(this.#session, olds, news);
      // A failure with a property prints that property's value, secrets included: the reason names the field instead.
      return Promise.resolve({ inputs: markSecrets(inputs), failures: failures.map((reason) => ({ property: "", reason })) });
    });
  }

  diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return this.#run([olds, news], () => Promise.resolve(diff(id, olds, news)));
  }

  create(inputs: Properties): Promise<dynamic.CreateResult<Properties>> {
    return this.#run([inputs], async () => {
      const { id, state } = await create(this.#session, inputs as WebhookInputs);
      return { id, outs: markSecrets(state) };
    });
  }

  read(id: string, props: Properties = {}): Promise<dynamic.ReadResult<Properties>> {
    return this.#run([props], async () => {
      const found = await read(this.#session, id, props);
      return found ? { id: found.id, props: markSecrets(found.state), inputs: markSecrets(found.inputs) } : { id: "" };
    });
  }

  update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    return this.#run([news, olds], async () => ({ outs: markSecrets(await update(this.#session, id, olds, news as WebhookInputs)) }));
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.#run([props], () => remove(this.#session, id, props));
  }

  async #run<T>(properties: readonly Properties[], verb: () => Promise<T>): Promise<T> {
    properties.flatMap(secretsIn).forEach(protectSecret);
    try {
      return await verb();
    } catch (error) {
      throw hostError(error, properties[0]?.["__provider"]);
    }
  }
}

const provider = new WebhookProvider();
export = provider;
