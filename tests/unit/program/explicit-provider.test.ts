import * as pulumi from "@pulumi/pulumi";

import { Provider, type ProviderArgs, Webhook } from "../../../provider";
import { markSecret } from "../../../provider/shared/engine-values";
import { valueOf } from "./value-of";

const made = new Map<string, { type: string; inputs: unknown }>();

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      made.set(name, { type, inputs: inputs as unknown });
      return { id: name, state: inputs as object };
    },
    call: () => ({}),
  }),
);
afterEach(() => {
  pulumi.runtime.setAllConfig({});
});

async function registered(name: string, args: ProviderArgs) {
  await valueOf(new Provider(name, args).urn);
  return made.get(name);
}

const CONFIGURED = {
  "ubiops:apiHost": "https://ubiops.example.com/v2.1",
  "ubiops:project": "configured",
  "ubiops:apiToken": "configured",
  "ubiops:timeoutSeconds": "90",
};

describe("An explicit provider of a program", () => {
  test("is registered with its settings as text, the token a secret, and the mark that they are its own", async () => {
    pulumi.runtime.setAllConfig(CONFIGURED);
    const args = { apiToken: "own", apiHost: "https://own.example/v2.1", project: "office", timeoutSeconds: 60 };
    expect(await registered("own", args)).toEqual({
      type: "pulumi:providers:pulumi-nodejs",
      inputs: {
        "ubiops:explicit": "true",
        "ubiops:apiToken": markSecret("own"),
        "ubiops:apiHost": "https://own.example/v2.1",
        "ubiops:project": "office",
        "ubiops:timeoutSeconds": "60",
      },
    });
  });

  test("takes the host and the time budget of the stack, and never its token or project", async () => {
    pulumi.runtime.setAllConfig(CONFIGURED);
    expect((await registered("configured", { apiToken: pulumi.output("own") }))?.inputs).toEqual({
      "ubiops:explicit": "true",
      "ubiops:apiToken": markSecret("own"),
      "ubiops:apiHost": "https://ubiops.example.com/v2.1",
      "ubiops:timeoutSeconds": "90",
    });
  });

  test("is recognized, and nothing else is", () => {
    const provider = new Provider("told", { apiToken: "token" });
    expect([Provider.isInstance(provider), Webhook.isInstance(provider)]).toEqual([true, false]);
    expect([{}, undefined].map(Provider.isInstance)).toEqual([false, false]);
  });

  test("must have a token", () => {
    const without = {} as ProviderArgs;
    expect(() => new Provider("without", without)).toThrow('Provider "without": apiToken is required');
  });
});
