import fc from "fast-check";

import type { WireHeader } from "../../../provider/api";
import { fromVersion01 } from "../../../provider/engine/dynamic/version-0.1";
import { changedFields, changesBetween } from "../../../provider/resources/fields";
import type { Found, Inputs, Properties } from "../../../provider/resources/types";
import { markSecrets } from "../../../provider/resources/secrets";
import type { Session } from "../../../provider/resources/session";
import { checkWebhook } from "../../../provider/resources/webhook/check";
import { diffWebhook } from "../../../provider/resources/webhook/diff";
import { FIELDS } from "../../../provider/resources/webhook/fields";
import { headersFromWire, headersToWire } from "../../../provider/resources/webhook/headers";
import { readWebhook } from "../../../provider/resources/webhook/read";
import { headersIn, readState, record } from "../../../provider/resources/webhook/state";
import { parseWebhook, toWire } from "../../../provider/resources/webhook/wire";
import { SIGNATURE_KEY } from "../../../provider/shared/engine-values";
import { SEED } from "../seed";
import { declaredHeaders, declaredWebhook } from "./arbitraries";
import { HOST, ID, settings, UUID } from "./webhook/sample";

const RUNS = { numRuns: 50, seed: SEED };
const ALL = Object.keys(FIELDS);

const check = (properties: Properties, secrets: readonly string[] = []) =>
  checkWebhook(settings, { declared: { properties, secrets }, previous: {}, naming: undefined });

function checked(properties: Properties, secrets: readonly string[] = []): Inputs {
  const { inputs, failures } = check(properties, secrets);
  expect(failures).toEqual([]);
  return inputs;
}

const webhook = declaredWebhook.map((declared) => checked(declared));

const mapsOf = ({ headers, protectedHeaders }: Properties) => ({
  headers: headersIn(headers),
  protectedHeaders: headersIn(protectedHeaders),
});

/** How the service may answer a protected header. */
const FORMS: Readonly<Record<string, (header: WireHeader) => object[]>> = {
  null: (header) => [{ ...header, value: null }],
  mask: (header) => [{ ...header, value: "********" }],
  omit: ({ key }) => [{ key, protected: true }],
  clear: (header) => [header],
  absent: () => [],
};

/** The answer for a webhook that was written with these properties. */
function answer(properties: Properties, form = "clear"): object {
  const shown = FORMS[form] ?? (() => []);
  const headers = headersToWire(mapsOf(properties)).flatMap((header) => (header.protected ? shown(header) : [header]));
  return { ...toWire(FIELDS, properties, ALL), id: UUID, headers };
}

/** Reads a recorded webhook from an answer. */
async function readFrom(answered: object, inputs: Inputs, listsProtected: boolean): Promise<Found> {
  const api = { host: HOST, find: () => Promise.resolve(parseWebhook(answered)) };
  const session = { begin: () => api } as unknown as Session;
  const recorded = record(`${String(inputs.properties["project"])}/${UUID}`, inputs, { host: HOST, listsProtected });
  const found = await readWebhook(session, recorded, { owner: { key: "", name: "" } });
  if (!found) throw new Error("The webhook is gone.");
  return found;
}

describe("For every webhook", () => {
  test.each(Object.keys(FORMS))(
    "what is written and read back is no change, if protected headers come back as %s",
    (form) =>
      fc.assert(
        fc.asyncProperty(webhook, async (inputs) => {
          const found = await readFrom(answer(inputs.properties, form), inputs, form !== "absent");
          expect(found.inputs).toEqual(inputs);
          const difference = diffWebhook(settings, found.recorded, inputs);
          expect(difference).toEqual({ changes: [], replaces: [], deleteBeforeReplace: false, needsUpdate: false });
        }),
        RUNS,
      ),
  );

  test("checking what is checked changes nothing", () => {
    fc.assert(
      fc.property(webhook, (inputs) => {
        expect(checked(inputs.properties)).toEqual(inputs);
      }),
      RUNS,
    );
  });

  test("the record is read as it was written, however often", () => {
    fc.assert(
      fc.property(webhook, fc.option(fc.boolean(), { nil: undefined }), (inputs, listsProtected) => {
        const once = record(ID, inputs, { host: HOST, listsProtected });
        const state = readState(once);
        expect(state).toMatchObject({ host: HOST, listsProtected, ...mapsOf(inputs.properties) });
        expect(record(ID, { properties: state.fields, secrets: once.secrets }, state)).toEqual(once);
      }),
      RUNS,
    );
  });

  test("names of headers are the same in any letter case", () => {
    const anyCase = fc.func(fc.boolean());
    fc.assert(
      fc.property(declaredHeaders(), anyCase, (declared, isUpper) => {
        const answered = headersToWire(declared).map((header) => {
          const key = isUpper(header.key) ? header.key.toUpperCase() : header.key.toLowerCase();
          return { ...header, key };
        });
        expect(headersFromWire(answered, declared)).toEqual({ ...declared, secrets: [] });
      }),
      RUNS,
    );
  });
});

/** A second webhook that shares some fields with the first; the event goes with the type of its object. */
const twoWebhooks = fc.tuple(declaredWebhook, declaredWebhook, fc.subarray(ALL)).map(([one, other, taken]) => {
  const together = [
    ["objectType", "event"],
    ["headers", "protectedHeaders"],
  ];
  const names = ALL.filter((name) => taken.includes(together.find((group) => group.includes(name))?.[0] ?? name));
  const mixed = { ...one, ...Object.fromEntries(names.map((name) => [name, other[name]])) };
  return [checked(one), checked(mixed)] as const;
});

describe("For every two webhooks", () => {
  test("the changed fields are exactly those that mean something else", () => {
    const meaning = (name: string, value: unknown): unknown =>
      name === "url"
        ? new URL(String(value)).href
        : typeof value === "object" && value
          ? new Map(Object.entries(value))
          : value;
    fc.assert(
      fc.property(twoWebhooks, ([{ properties: one }, { properties: other }]) => {
        const changed = changedFields(changesBetween(FIELDS, one, other));
        for (const name of ALL.filter((field) => field !== "adoptExisting")) {
          const [before, after] = [meaning(name, one[name]), meaning(name, other[name])];
          if (changed.includes(name)) expect(after).not.toEqual(before);
          else expect(after).toEqual(before);
        }
      }),
      RUNS,
    );
  });

  test("an update of the changed fields makes the one into the other", () =>
    fc.assert(
      fc.asyncProperty(twoWebhooks, async ([{ properties: one }, other]) => {
        const changed = changedFields(changesBetween(FIELDS, one, other.properties));
        const body = toWire(FIELDS, other.properties, changed);
        const replaced = { version: other.properties["version"], headers: headersToWire(mapsOf(other.properties)) };
        const found = await readFrom({ ...answer(one), ...body, ...replaced }, other, true);
        expect(diffWebhook(settings, found.recorded, other).changes).toEqual([]);
      }),
      RUNS,
    ));
});

describe("For every secret", () => {
  const canary = fc.uuid().map((uuid) => `canary-${uuid}`);
  const isMarked = (value: unknown): boolean => typeof value === "object" && value !== null && SIGNATURE_KEY in value;
  const shown = ({ properties, secrets }: Inputs): string =>
    JSON.stringify(markSecrets(properties, secrets), (_name, item: unknown) => (isMarked(item) ? "[secret]" : item));

  const secretWebhook = fc
    .record({ declared: declaredWebhook, hidden: fc.dictionary(fc.constantFrom("A", "B", "C"), canary), own: canary })
    .map(({ declared, hidden, own }) => {
      const fields = {
        url: `https://hooks.example.com/${own}`,
        labels: { own },
        protectedHeaders: hidden,
        headers: { Own: own },
      };
      return checked({ ...declared, ...fields }, ["headers", "labels", "url"]);
    });

  test.each(Object.keys(FORMS))(
    "it is marked in what is declared and in what is read, if protected headers come back as %s and were made plain or not",
    (form) =>
      fc.assert(
        fc.asyncProperty(secretWebhook, fc.boolean(), async (inputs, madePlain) => {
          const answered = parseWebhook(answer(inputs.properties, form));
          const headers = answered.headers.map((header) => (madePlain ? { ...header, protected: false } : header));
          const found = await readFrom({ ...answered, headers }, inputs, form !== "absent");
          const { state: properties, secrets } = found.recorded;
          for (const each of [inputs, found.inputs, { properties, secrets }])
            expect(shown(each)).not.toContain("canary");
        }),
        RUNS,
      ),
  );

  test("no reason for a refusal shows a value", () => {
    const odd = fc.oneof(
      canary,
      canary.map((text) => `${text}\u0000`),
      canary.map((text) => `https://user:${text}@hooks.example.com`),
      canary.map((text) => `https://hooks.example.com/${text} `.repeat(99)),
    );
    const value = fc.oneof(
      odd,
      fc.array(odd),
      fc.array(fc.record({ key: fc.constantFrom("A", "B"), value: odd, protected: fc.boolean() })),
      fc.dictionary(fc.constantFrom("A", "a", "B", "", "b c", "__x"), fc.oneof(odd, fc.array(odd), fc.constant(""))),
    );
    const names = [...ALL, "lables"];
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }),
        (declared) => {
          const { failures } = check(declared);
          expect(failures).not.toEqual([]);
          expect(failures.join("\n")).not.toContain("canary");
        },
      ),
      { ...RUNS, numRuns: 200 },
    );
  });

  test("no reason for a refusal shows the name of an entry, if its field is secret", () => {
    const maps = ["labels", "headers"];
    const value = fc.dictionary(
      canary.map((name) => `${name} é`),
      fc.constantFrom("", "\u0000", 1),
    );
    fc.assert(
      fc.property(fc.record(Object.fromEntries(maps.map((name) => [name, value]))), (declared) => {
        expect(check(declared, maps).failures.join("\n")).not.toContain("canary");
      }),
      RUNS,
    );
  });
});

test("For every state of version 0.1, each header is in the map where it belongs, and a second conversion changes nothing", () => {
  const entry = fc.record(
    { value: fc.string(), protected: fc.constant(true), secret: fc.constant(true), revision: fc.nat() },
    { requiredKeys: ["value"] },
  );
  const name = fc.stringMatching(/^[A-Za-z-]{1,8}$/);
  fc.assert(
    fc.property(fc.dictionary(name, entry, { minKeys: 1 }), fc.dictionary(name, fc.jsonValue()), (headers, others) => {
      const rest = Object.fromEntries(Object.entries(others).filter(([key]) => key !== "headers"));
      const converted = fromVersion01({ ...rest, headers });
      const { headers: plain, protectedHeaders: hidden, __secrets, ...kept } = converted;
      expect(kept).toEqual(rest);
      expect(__secrets !== undefined).toBe(Object.values(headers).some(({ secret }) => secret));
      const valuesOf = (isProtected: boolean) =>
        Object.entries(headers).flatMap(([key, header]) =>
          (header.protected ?? false) === isProtected ? [[key, header.value]] : [],
        );
      expect([plain, hidden].map((map) => Object.entries(headersIn(map)))).toEqual([valuesOf(false), valuesOf(true)]);
      expect(fromVersion01(converted)).toEqual(converted);
    }),
    RUNS,
  );
});
