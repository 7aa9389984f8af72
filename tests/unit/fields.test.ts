import { integer } from "../../provider/resources/field-types";
import type { Field, Fields } from "../../provider/resources/fields";
import type { Properties } from "../../provider/resources/types";
import type * as WebhookModule from "../../provider/resources/webhook";
import type * as Table from "../../provider/resources/webhook/fields";
import { FIELDS } from "../../provider/resources/webhook/fields";
import type * as State from "../../provider/resources/webhook/state";
import type * as Wire from "../../provider/resources/webhook/wire";
import type * as WebhookTestModule from "../../provider/resources/webhook-test";
import type * as Send from "../../provider/resources/webhook-test/send";
import type * as FieldsTable from "../../tools/fields-table";
import { checked, checkedTest, ID, least, settings, UUID } from "./resources/webhook/sample";

const TABLE = "../../provider/resources/webhook/fields";

/** A field that nothing in the code has ever heard of. */
const PRETEND: Field = {
  type: integer({ min: 0, max: 5, unit: "retries" }),
  wire: "max_retries",
  default: 3,
  doc: "How often UbiOps repeats a call that fails.",
};

type Module = Readonly<Record<string, unknown>>;

/** The code, loaded with a table that has one field more. */
function load(field: Field = PRETEND) {
  jest.resetModules();
  jest.doMock(TABLE, () => {
    const module = jest.requireActual<Module>(TABLE);
    return { ...module, FIELDS: { ...(module["FIELDS"] as Fields), maxRetries: field } };
  });
  const { webhook } = jest.requireActual<typeof WebhookModule>("../../provider/resources/webhook");
  const { webhookTest } = jest.requireActual<typeof WebhookTestModule>("../../provider/resources/webhook-test");
  const { sendTest } = jest.requireActual<typeof Send>("../../provider/resources/webhook-test/send");
  const { readState, record } = jest.requireActual<typeof State>("../../provider/resources/webhook/state");
  const wire = jest.requireActual<typeof Wire>("../../provider/resources/webhook/wire");
  const { FIELDS: fields } = jest.requireMock<typeof Table>(TABLE);
  const { fieldsTable } = jest.requireActual<typeof FieldsTable>("../../tools/fields-table");
  return { webhook, webhookTest, sendTest, readState, record, ...wire, fields, fieldsTable };
}

afterEach(() => {
  jest.dontMock(TABLE);
});

const asked = (properties: Properties) => ({ declared: { properties, secrets: [] }, previous: {}, naming: undefined });
const answer = {
  id: UUID,
  name: "finished",
  url: least.url,
  object_type: "deployment",
  object_name: "fraud-model",
  event: "deployment_request_finished",
};

describe("A field that is added to the table alone", () => {
  test("is checked, has its default, and is suggested if it is misspelled", () => {
    const { webhook } = load();
    const check = (change: object) => webhook.check(settings, asked({ ...checked, ...change }));
    expect(check({}).inputs.properties["maxRetries"]).toBe(3);
    expect(check({ maxRetries: 5 })).toMatchObject({ inputs: { properties: { maxRetries: 5 } }, failures: [] });
    expect(check({ maxRetries: 6 }).failures).toEqual(["maxRetries: must be a whole number of retries from 0 to 5."]);
    expect(check({ max_retries: 1 }).failures).toEqual(['max_retries: unknown property (did you mean "maxRetries"?).']);
  });

  test("is read from an answer, and refused if it is of another type", () => {
    const { parseWebhook, fromWire } = load();
    const read = (value: unknown) => fromWire(parseWebhook({ ...answer, max_retries: value }), {})["maxRetries"];
    expect([4, "4", undefined].map(read)).toEqual([4, 4, 3]);
    expect(() => read("many")).toThrow("max_retries must be a whole number of retries from 0 to 5, not a string");
  });

  test("is sent under its name in the API", () => {
    const { toWire, fields } = load();
    expect(toWire(fields, { maxRetries: 4, url: least.url }, ["maxRetries"])).toEqual({ max_retries: 4 });
    expect(toWire(fields, {}, ["maxRetries"])).toEqual({ max_retries: 3 });
  });

  test("is compared, and recorded by an update if the state does not have it yet", () => {
    const { webhook, record } = load();
    const learned = { host: undefined, listsProtected: undefined };
    const diff = (recorded: object, declared: object) =>
      webhook.diff(settings, record(ID, { properties: { ...checked, ...recorded }, secrets: [] }, learned), {
        properties: { ...checked, ...declared },
        secrets: [],
      });
    expect(diff({ maxRetries: 3 }, { maxRetries: 4 })).toMatchObject({
      changes: [{ path: ["maxRetries"], kind: "update" }],
      replaces: [],
    });
    expect(diff({ maxRetries: 3 }, { maxRetries: 3 })).toMatchObject({ changes: [], needsUpdate: false });
    expect(diff({}, { maxRetries: 3 })).toMatchObject({ changes: [], needsUpdate: true });
  });

  test("replaces the webhook if the table says so", () => {
    const { webhook } = load({ ...PRETEND, replaces: true });
    const recorded = { id: ID, state: { ...checked, maxRetries: 3 }, secrets: [] };
    const declared = { properties: { ...checked, maxRetries: 4 }, secrets: [] };
    expect(webhook.diff(settings, recorded, declared)).toMatchObject({
      replaces: ["maxRetries"],
      deleteBeforeReplace: true,
    });
  });

  test("is read from states with it and without it", () => {
    const { readState } = load();
    const read = (state: object) => readState({ id: ID, state: { ...checked, ...state } }).fields["maxRetries"];
    expect([{ maxRetries: 2 }, {}, { maxRetries: "damaged" }].map(read)).toEqual([2, 3, "damaged"]);
  });

  test("is documented", () => {
    const { fieldsTable } = load();
    expect(fieldsTable()).toContain(
      "\n| `maxRetries` | How often UbiOps repeats a call that fails. | a whole number of retries from 0 to 5 | `3` |  |\n",
    );
  });

  test("belongs to a webhook test only if it is part of a request", async () => {
    const refused = load();
    const inputs = asked({ ...checkedTest, maxRetries: 4 });
    expect(refused.webhookTest.check(settings, inputs).failures).toEqual(["maxRetries: unknown property."]);

    const { webhookTest, sendTest } = load({ ...PRETEND, inTest: true });
    const { failures, inputs: settled } = webhookTest.check(settings, inputs);
    expect(failures).toEqual([]);
    const createTest = jest.fn().mockResolvedValue({ id: UUID, status: "completed", error_message: null });
    await sendTest({ createTest } as unknown as Parameters<typeof sendTest>[0], settled.properties);
    expect(createTest.mock.calls).toEqual([["shop", expect.objectContaining({ max_retries: 4 })]]);
  });
});

describe("The table", () => {
  test.each(Object.entries<Field>(FIELDS))("has a sentence and a right default for %s", (_name, field) => {
    expect(field.doc).toMatch(/^[A-Z].*\.$/);
    expect(field.default === undefined || field.type.problem(field.default) === undefined).toBe(true);
    expect(field.required && field.default !== undefined).toBeFalsy();
  });

  test("gives no two fields one name in the API", () => {
    const names = Object.values<Field>(FIELDS).flatMap(({ wire }) => wire ?? []);
    expect(new Set(names).size).toBe(names.length);
  });
});
