import type { dynamic } from "@pulumi/pulumi";

import { Adapter } from "./adapter";
import { FIELDS } from "../../resources/webhook/fields";
import { check } from "../../resources/webhook/check";
import { create } from "../../resources/webhook/create";
import { remove } from "../../resources/webhook/delete";
import { diff } from "../../resources/webhook/diff";
import { read } from "../../resources/webhook/read";
import type { Properties, WebhookInputs } from "../../resources/webhook/state";
import { update } from "../../resources/webhook/update";

/**
 * The verbs as the engine's host for dynamic providers calls them: plain data in; out, every secret marked, and errors
 * that hold none.
 */
class WebhookProvider extends Adapter implements dynamic.ResourceProvider<Properties, Properties> {
  check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    return this.run([olds, news], () => this.checkResult(check(this.session, olds, news)));
  }

  diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return this.run([olds, news], () => diff(id, olds, news, FIELDS, this.session.host));
  }

  create(inputs: Properties): Promise<dynamic.CreateResult<Properties>> {
    return this.run([inputs], async () => {
      const { id, state } = await create(this.session, inputs as WebhookInputs);
      return { id, outs: this.mark(state) };
    });
  }

  read(id: string, props: Properties = {}): Promise<dynamic.ReadResult<Properties>> {
    return this.run([props], async () => {
      const found = await read(this.session, id, props);
      if (!found) return { id: "" };
      // A webhook that the program only reads has no inputs of its own to differ from.
      const isOwned = found.state["webhookId"] === undefined;
      return { id: found.id, props: this.mark(found.state), inputs: isOwned ? this.mark(found.inputs) : {} };
    });
  }

  update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    return this.run([news, olds], async () => ({
      outs: this.mark(await update(this.session, id, olds, news as WebhookInputs)),
    }));
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.run([props], () => remove(this.session, id, props));
  }
}

const provider = new WebhookProvider();
export = provider;
