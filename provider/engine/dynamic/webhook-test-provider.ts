import type { dynamic } from "@pulumi/pulumi";

import { Adapter } from "./adapter";
import type { Properties } from "../../resources/webhook/state";
import { checkTest } from "../../resources/webhook-test/check";
import { diffTest } from "../../resources/webhook-test/diff";
import { runTest } from "../../resources/webhook-test/run";
import { markTest, type TestInputs } from "../../resources/webhook-test/state";

/** The verbs of a test as the engine's host calls them. There is none to delete: a test that was made is over. */
class WebhookTestProvider extends Adapter implements dynamic.ResourceProvider<Properties, Properties> {
  constructor() {
    super(markTest);
  }

  check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    return this.run([olds, news], () => this.checkResult(checkTest(this.session, olds, news)));
  }

  diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return this.run([olds, news], () => diffTest(olds, news));
  }

  create(inputs: Properties): Promise<dynamic.CreateResult<Properties>> {
    return this.run([inputs], async () => {
      const { id, state } = await runTest(this.session, inputs as TestInputs);
      return { id, outs: this.mark(state) };
    });
  }

  /** What happened does not change; returned anew, so that its secrets stay marked. */
  read(id: string, props: Properties = {}): Promise<dynamic.ReadResult<Properties>> {
    return this.run([props], () => ({ id, props: this.mark(props) }));
  }

  update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    return this.run([news, olds], async () => ({
      outs: this.mark((await runTest(this.session, news as TestInputs, id)).state),
    }));
  }
}

const provider = new WebhookTestProvider();
export = provider;
