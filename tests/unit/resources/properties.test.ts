import fc from "fast-check";

import type { WireHeader, WireWebhook } from "../../../provider/api/wire";
import { SIGNATURE_KEY } from "../../../provider/shared/engine-values";
import { FIELDS, wireFields } from "../../../provider/resources/webhook/fields";
import { headersFromWire, headersToWire } from "../../../provider/resources/webhook/headers/wire";
import { formatId } from "../../../provider/resources/webhook/identity";
import { check } from "../../../provider/resources/webhook/check";
import { changedFields } from "../../../provider/resources/webhook/compare";
import { configure } from "../../../provider/resources/configure";
import { diff } from "../../../provider/resources/webhook/diff";
import { type Properties, readState, type WebhookInputs } from "../../../provider/resources/webhook/state";
import { fromWire, toWire } from "../../../provider/resources/webhook/wire";
import { markSecrets } from "../../../provider/resources/secrets";
import { declaredHeaders, declaredWebhook } from "./arbitraries";
import { UUID } from "./webhook/sample";
import { SEED } from "../seed";

const RUNS = { numRuns: 100, seed: SEED };

const session = configure(
  () => undefined,
  { UBIOPS_API_TOKEN: "0123456789abcdef" },
  () => undefined,
);

function checked(declared: Properties, previous: Properties = {}): WebhookInputs {
  const { inputs, failures } = check(session, previous, declared);
  expect(failures).toEqual([]);
  return inputs as WebhookInputs;
}

const webhook = declaredWebhook.map((declared) => checked(declared));

/** How the service may answer a protected header; nothing where it does not list it. */
const FORMS: Readonly<Record<string, (header: WireHeader) => WireHeader | undefined>> = {
  null: (header) => ({ ...header, value: null }),
  mask: (header) => ({ ...header, value: "********" }),
  omit: ({ key }) => ({ key, protected: true }),
  clear: (header) => header,
  absent: () => undefined,
};

const ALL = Object.keys(FIELDS);

function answer(inputs: WebhookInputs, form: keyof typeof FORMS): WireWebhook {
  const headers = headersToWire(inputs.headers).flatMap((header) =>
    header.protected ? (FORMS[form]?.(header) ?? []) : header,
  );
  return { version: null, ...toWire(inputs, ALL), id: UUID, headers } as unknown as WireWebhook;
}

const readBack = (answered: WireWebhook, recorded: WebhookInputs, listed: boolean): Properties => ({
  ...recorded,
  ...fromWire(answered, recorded),
  headers: headersFromWire(answered.headers, recorded.headers, listed),
});

describe("For every webhook", () => {
  test.each(Object.keys(FORMS))(
    "what is written and read back is no difference, where protected headers come back as %s",
    (form) => {
      fc.assert(
        fc.property(webhook, (inputs) => {
          const state = readBack(answer(inputs, form), inputs, form !== "absent");
          expect(readState(formatId(inputs.project, UUID), state)).toEqual(inputs);
          expect(diff(formatId(inputs.project, UUID), state, inputs).changes).toBe(false);
        }),
        RUNS,
      );
    },
  );

  test("checking what is checked changes nothing, and revisions do not rise by themselves", () => {
    fc.assert(
      fc.property(declaredWebhook, (declared) => {
        const once = checked(declared);
        expect(checked(once, once)).toEqual(once);
        expect(checked(declared, once)).toEqual(once);
      }),
      RUNS,
    );
  });

  test("a header's revision rises exactly where its protected value is another one", () => {
    fc.assert(
      fc.property(declaredWebhook, declaredHeaders(), (declared, headers) => {
        const first = checked(declared);
        const second = checked({ ...declared, headers }, first);
        for (const { key, value, protected: hidden } of headers) {
          const [, before] =
            Object.entries(first.headers).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? [];
          const last = before?.protected ? (before.revision ?? 0) : 0;
          const expected = before?.protected && before.value === value ? last : last + 1;
          expect(Object.entries(second.headers).find(([name]) => name === key)?.[1].revision).toBe(
            hidden ? expected : undefined,
          );
        }
      }),
      RUNS,
    );
  });
});

/** A second webhook that shares some fields with the first; the event goes with the type of its object. */
const twoWebhooks = fc
  .tuple(declaredWebhook, declaredWebhook, fc.subarray([...ALL, "headers"]))
  .map(([one, other, taken]) => {
    const names = taken.includes("objectType") ? [...taken, "event"] : taken.filter((name) => name !== "event");
    const mixed = { ...one, ...Object.fromEntries(names.map((name) => [name, other[name]])) };
    const first = checked(one);
    return [first, checked(mixed, first)] as const;
  });

describe("For every two webhooks", () => {
  const meaning = (name: string, value: unknown): string => {
    if (name === "url" && typeof value === "string") return new URL(value).href;
    const sorted = typeof value === "object" && value !== null ? Object.entries(value).sort() : value;
    return JSON.stringify({ sorted });
  };

  test("the changed fields are exactly those that mean something else", () => {
    fc.assert(
      fc.property(twoWebhooks, ([first, second]) => {
        const compared = [...ALL.filter((name) => name !== "adoptExisting"), "headers"];
        const expected = compared.filter((name) => meaning(name, first[name]) !== meaning(name, second[name]));
        expect(changedFields(first, second)).toEqual(expected);
      }),
      RUNS,
    );
  });

  test("the body of the update holds exactly the changed fields, and makes the one into the other", () => {
    fc.assert(
      fc.property(twoWebhooks, ([first, second]) => {
        const changed = changedFields(first, second);
        const names = wireFields(FIELDS).filter(([name]) => changed.includes(name) && second[name] !== undefined);
        const body = toWire(second, changed);
        expect(Object.keys(body)).toEqual(names.map(([, { wire }]) => wire));

        const updated = {
          ...answer(first, "clear"),
          ...body,
          headers: headersToWire(second.headers),
          version: second.version ?? null,
        };
        expect(
          diff(formatId(second.project, UUID), readBack(updated as WireWebhook, second, true), second).changes,
        ).toBe(false);
      }),
      RUNS,
    );
  });
});

describe("For every webhook with secrets", () => {
  const isMarked = (value: unknown): boolean => typeof value === "object" && value !== null && SIGNATURE_KEY in value;
  const shown = (value: unknown): string =>
    JSON.stringify(value, (_name, item: unknown) => (isMarked(item) ? "[secret]" : item));

  const secret = fc.uuid().map((uuid) => `s3cret-${uuid}`);
  const plain = fc.uuid().map((uuid) => `plain-${uuid}`);
  const secretWebhook = fc
    .record({
      declared: declaredWebhook,
      hidden: declaredHeaders(secret).map((headers) => headers.map((header) => ({ ...header, protected: true }))),
      own: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), secret), { selector: ([at]) => at, maxLength: 3 }),
      open: fc.option(plain, { nil: undefined }),
      labels: fc.dictionary(fc.constantFrom("a", "b"), secret),
      path: secret,
    })
    .map(({ declared, hidden, own, open, labels, path }) => {
      const byName = {
        ...Object.fromEntries(hidden.map(({ key, ...entry }) => [key, entry])),
        ...Object.fromEntries(own.map(([at, value]) => [`Own-${at}`, { value, secret: true }])),
        ...(open !== undefined && { Open: { value: open } }),
      };
      const url = `https://hooks.example.com/${path}`;
      return { inputs: checked({ ...declared, url, labels, headers: byName, __secrets: ["labels", "url"] }), open };
    });

  test("none is left outside a mark, in what is checked", () => {
    fc.assert(
      fc.property(secretWebhook, ({ inputs, open }) => {
        const text = shown(markSecrets(inputs));
        expect(text).not.toContain("s3cret");
        if (open !== undefined) expect(text).toContain(open);
      }),
      RUNS,
    );
  });

  test.each(Object.keys(FORMS))(
    "none is left outside a mark, in what is read where they come back as %s and everything is renamed",
    (form) => {
      fc.assert(
        fc.property(secretWebhook, fc.boolean(), ({ inputs }, renamed) => {
          const answered = answer(inputs, form);
          const headers = answered.headers.map((header) => ({
            ...header,
            ...(renamed && { key: `New-${header.key}`, protected: false }),
          }));
          expect(shown(markSecrets(readBack({ ...answered, headers }, inputs, form !== "absent")))).not.toContain(
            "s3cret",
          );
        }),
        RUNS,
      );
    },
  );
});
