import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

import * as dynamic from "../../../provider";
import * as native from "../../../provider/native";
import { valueOf } from "./value-of";

const args = {
  objectType: "deployment",
  objectName: "fraud-model",
  event: "deployment_request_finished",
  url: "https://hooks.example.com/ubiops",
} as const;

type Make = (name: string, options?: pulumi.CustomResourceOptions) => pulumi.CustomResource;

const RESOURCES: readonly [what: string, make: Make][] = [
  ["Webhook", (name, options) => new dynamic.Webhook(name, args, options)],
  ["WebhookTest", (name, options) => new dynamic.WebhookTest(name, args, options)],
  ["native Webhook", (name, options) => new native.Webhook(name, args, options)],
  ["native WebhookTest", (name, options) => new native.WebhookTest(name, args, options)],
];
const ALL: typeof RESOURCES = [
  ...RESOURCES,
  ["Provider", (name, options) => new dynamic.Provider(name, { apiToken: "s3cret" }, options)],
  ["native Provider", (name, options) => new native.Provider(name, { apiToken: "s3cret" }, options)],
];

const register = jest.spyOn(MockMonitor.prototype, "registerResource");

/** What maps the lines of a program to its sources; Jest's sandbox has none. */
const write: typeof Error.prepareStackTrace = (error, lines) => [error, ...lines].map(String).join("\n    at ");

function mock(newResource: pulumi.runtime.Mocks["newResource"]): Promise<void> {
  return pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "shop", "dev", false);
}

beforeEach(() => mock(({ inputs }) => ({ id: "shop/one", state: inputs as object })));
afterEach(() => {
  delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
});
afterAll(() => {
  jest.restoreAllMocks();
});

/** The text of a stack trace that is read while a resource is registered. */
function traceMeanwhile(make: Make): string {
  let trace = "";
  const look: pulumi.ResourceTransformation = () => {
    trace = new Error().stack ?? "";
    return undefined;
  };
  make("looking", { transformations: [look] });
  return trace;
}

describe.each(ALL)("A %s", (_what, make) => {
  beforeEach(() => {
    Error.prepareStackTrace = write;
  });
  afterEach(() => {
    expect(Reflect.get(Error, "prepareStackTrace")).toBe(write);
    Reflect.deleteProperty(Error, "prepareStackTrace");
  });

  test("is registered without texts of stack traces, unless leaks are searched for", () => {
    expect(traceMeanwhile(make)).toBe("");
    process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "1";
    expect(traceMeanwhile(make)).toContain("traceMeanwhile");
  });

  test("mutes nothing after a registration that throws, whose error names the program's lines", () => {
    const fail = () => {
      throw new Error("refused");
    };
    let stack: string | undefined;
    try {
      make("failing", { transformations: [fail] });
    } catch (error) {
      stack = (error as Error).stack;
    }
    expect(stack).toMatch(/^Error: refused\n +at fail/);
    expect(stack?.split("\n").filter((line) => line.includes(__filename))).toHaveLength(3);
  });
});

test.each(RESOURCES)("The engine is told the program's line of a %s", async (_what, make) => {
  await valueOf(make("positioned").urn);
  const [request] = register.mock.calls.at(-1) as unknown as [RegisterResourceRequest];
  const line = request.getSourceposition()?.getLine() ?? 0;
  expect(request.getSourceposition()?.getUri()).toMatch(/stack-traces\.test\.ts$/);
  expect(readFileSync(__filename, "utf8").split("\n")[line - 1]).toContain("(name, options) => new ");
});
