import { readFileSync } from "node:fs";
import path from "node:path";

import { fromHost } from "../../../../provider/engine/dynamic/host-properties";
import { fromVersion01 } from "../../../../provider/engine/dynamic/version-0.1";
import { isRecord } from "../../../../provider/shared/values";
import { ROOT } from "../../../../tools/support/command";

interface Resource {
  readonly type: string;
  readonly id: string;
  readonly external?: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What version 0.1 wrote for each form of a webhook that it knew; its secrets are encrypted. */
const { deployment } = JSON.parse(readFileSync(path.join(ROOT, "tests/engine/upgrades/0.1.0/state.json"), "utf8")) as {
  deployment: { resources: Resource[] };
};
const resources = deployment.resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/ubiops:"));
const webhooks = resources.filter(({ type }) => type.endsWith(":Webhook"));

type Entries = Readonly<Record<string, { value?: unknown; protected?: boolean; secret?: boolean }>>;

describe("A state of version 0.1", () => {
  test("is among the fixtures in every form", () => {
    const entries = webhooks.flatMap(({ outputs }) => Object.values(outputs["headers"] as Entries));
    expect(entries.some(({ protected: hidden }) => hidden)).toBe(true);
    expect(entries.some(({ secret }) => secret)).toBe(true);
    expect(webhooks.some(({ external }) => external)).toBe(true);
    expect(resources.length).toBeGreaterThan(webhooks.length);
  });

  test("keeps every value, in two maps", () => {
    // Headers that are a secret as a whole are encrypted as a whole: the host passes them like the others.
    const all = resources.flatMap(({ inputs, outputs }) => [inputs, outputs]);
    const readable = all.filter(({ headers }) => isRecord(headers) && Object.values(headers).every(isRecord));
    expect(readable.length).toBeGreaterThan(20);
    for (const raw of readable) {
      const entries = Object.entries(raw["headers"] as Entries);
      const valuesOf = (hidden: boolean) =>
        Object.fromEntries(
          entries.flatMap(([name, entry]) =>
            (entry.protected ?? false) === hidden ? [[name, entry.value ?? ""]] : [],
          ),
        );
      const { headers, protectedHeaders = {}, ...others } = fromVersion01(raw);
      expect({ headers, protectedHeaders }).toEqual({ headers: valuesOf(false), protectedHeaders: valuesOf(true) });
      const untouched = Object.entries(raw).filter(([name]) => !["headers", "__mark", "__secrets"].includes(name));
      expect(others).toMatchObject(Object.fromEntries(untouched));
    }
  });

  test("is external exactly if the engine says so", () => {
    for (const { outputs, external = false } of webhooks) expect(fromHost(outputs).isExternal).toBe(external);
  });
});

describe("Headers of version 0.1", () => {
  const entries = {
    Authorization: { value: "Bearer t0ken", protected: true, revision: 3 },
    "X-Theirs": { protected: true },
    "X-Env": { value: "prod" },
  };

  test("become two maps, a protected one without a value an empty one, in inputs and outputs alike", () => {
    const maps = {
      headers: { "X-Env": "prod" },
      protectedHeaders: { Authorization: "Bearer t0ken", "X-Theirs": "" },
    };
    expect(fromVersion01({ name: "n", headers: entries })).toEqual({ name: "n", ...maps });
    expect(fromVersion01({ name: "n", headers: entries, __mark: "m", __aside: true, __host: "h" })).toEqual({
      name: "n",
      __host: "h",
      ...maps,
    });
  });

  test("make all plain headers a secret if one was, which is what this version declares of it", () => {
    const secret = { ...entries, "X-Key": { value: "k3y", secret: true } };
    expect(fromHost({ headers: secret }).secrets).toEqual(["headers"]);
    expect(fromHost({ headers: secret, __secrets: ["url", "headers"] }).secrets).toEqual(["headers", "url"]);
    expect(fromHost({ headers: entries, __secrets: ["url"] }).secrets).toEqual(["url"]);
  });

  test("declared by `ignoreChanges` stand beside what the program declares now", () => {
    const declared = { headers: entries, protectedHeaders: { Authorization: "Bearer new", "X-New": "v" } };
    expect(fromVersion01(declared)).toEqual({
      headers: { "X-Env": "prod" },
      protectedHeaders: { Authorization: "Bearer new", "X-Theirs": "", "X-New": "v" },
    });
  });

  test("may be mixed with today's, if `ignoreChanges` names one of them", () => {
    expect(fromVersion01({ headers: { "X-Env": "prod", Authorization: entries.Authorization } })).toEqual({
      headers: { "X-Env": "prod" },
      protectedHeaders: { Authorization: "Bearer t0ken" },
    });
  });
});

test.each([
  [
    "headers in two maps",
    { headers: { "X-A": "a" }, protectedHeaders: { B: "b" }, webhookId: "w", __secrets: ["url"] },
  ],
  ["no headers", { name: "n" }],
  ["damaged headers", { headers: null, protectedHeaders: {} }],
  ["headers as a list", { headers: [{ key: "A" }], protectedHeaders: {} }],
])("Properties of this version are left as they are: %s", (_what, raw) => {
  expect(fromVersion01(raw)).toEqual(raw);
});
