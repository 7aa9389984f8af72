import * as pulumi from "@pulumi/pulumi";

import { Webhook } from "../../../provider";
import { valueOf } from "./value-of";

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `shop/${name}`, state: inputs as object }),
    call: () => ({}),
  }),
);

class Pair extends pulumi.ComponentResource {
  readonly ids: pulumi.Output<string[]>;

  constructor(name: string) {
    super("test:Pair", name);
    const webhooks = (["failed", "finished"] as const).map(
      (moment) =>
        new Webhook(
          `${name}-${moment}`,
          {
            objectType: "deployment",
            objectName: "model",
            event: `deployment_request_${moment}`,
            url: "https://hooks.example.com",
          },
          { parent: this },
        ),
    );
    this.ids = pulumi.all(webhooks.map(({ webhookId }) => webhookId));
  }
}

describe("A component", () => {
  test("may have several webhooks, which do not wait for each other", async () => {
    const { ids } = new Pair("pair");
    expect(await valueOf(ids)).toEqual(["pair-failed", "pair-finished"]);
  });
});
