import type { WireWebhook } from "../../provider/api/wire";
import { type Fields, FIELDS } from "../../provider/resources/webhook/fields";
import { integer } from "../../provider/resources/field-types";
import { check } from "../../provider/resources/webhook/check";
import { changedFields } from "../../provider/resources/webhook/compare";
import { configure } from "../../provider/resources/configure";
import { diff } from "../../provider/resources/webhook/diff";
import { readState } from "../../provider/resources/webhook/state";
import { fromWire, toWire } from "../../provider/resources/webhook/wire";
import { fieldsTable } from "../../tools/fields-table";
import { ID, inputs } from "./lifecycle/sample";

/** The table with one field more, which nothing else in the code has ever heard of. */
const MORE: Fields = {
  ...FIELDS,
  maxRetries: {
    wire: "max_retries" as keyof WireWebhook,
    kind: integer({ min: 0, max: 5, unit: "retries" }),
    default: 3,
    doc: "How often UbiOps repeats a call that fails.",
  },
};

const session = configure(
  () => undefined,
  { UBIOPS_API_TOKEN: "0123456789abcdef" },
  () => undefined,
);
const checked = (declared: object) => check(session, {}, { ...inputs, ...declared }, MORE);

describe("A field that is added to the table alone", () => {
  test("has its default", () => {
    expect(checked({}).inputs["maxRetries"]).toBe(3);
    expect(checked({ maxRetries: 5 }).inputs["maxRetries"]).toBe(5);
  });

  test("is checked, and suggested where it is misspelled", () => {
    expect(checked({ maxRetries: 6 }).failures).toEqual(["maxRetries: must be a whole number of retries from 0 to 5."]);
    expect(checked({ max_retries: 1 }).failures).toEqual([
      'max_retries: there is no such property (did you mean "maxRetries"?).',
    ]);
    expect(checked({ maxRetries: 1 }).failures).toEqual([]);
  });

  test("goes to the wire under its own name there, and comes back", () => {
    expect(toWire({ maxRetries: 4 }, ["maxRetries"], MORE)).toEqual({ max_retries: 4 });
    expect(toWire({}, ["maxRetries"], MORE)).toEqual({ max_retries: 3 });
    const answer = { max_retries: 4 } as unknown as WireWebhook;
    expect(fromWire(answer, {}, MORE)["maxRetries"]).toBe(4);
    expect(fromWire({} as WireWebhook, {}, MORE)["maxRetries"]).toBe(3);
  });

  test("is compared", () => {
    expect(changedFields(inputs, { ...inputs, maxRetries: 4 }, MORE)).toEqual(["maxRetries"]);
    expect(changedFields(inputs, { ...inputs, maxRetries: 3 }, MORE)).toEqual([]);
    expect(diff(ID, inputs, { ...inputs, maxRetries: 4 }, MORE)).toEqual({ replaces: [], deleteBeforeReplace: false });
  });

  test("replaces the webhook where the table says so", () => {
    const replacing: Fields = { ...MORE, maxRetries: { ...MORE["maxRetries"], replaces: true } as Fields[string] };
    expect(diff(ID, inputs, { ...inputs, maxRetries: 4 }, replacing).replaces).toEqual(["maxRetries"]);
  });

  test("is read from a state that has it, and defaulted in one that has not", () => {
    expect(readState(ID, { ...inputs, maxRetries: 2 }, MORE)["maxRetries"]).toBe(2);
    expect(readState(ID, inputs, MORE)["maxRetries"]).toBe(3);
    const damaged = readState(ID, { ...inputs, maxRetries: "many" }, MORE);
    expect(changedFields(damaged, { ...inputs, maxRetries: 3 }, MORE)).toEqual(["maxRetries"]);
  });

  test("is documented", () => {
    expect(fieldsTable(MORE)).toContain(
      "\n| `maxRetries` | How often UbiOps repeats a call that fails. | a whole number of retries from 0 to 5 | `3` |  |\n",
    );
  });

  test("is unknown to everything without the table", () => {
    expect(toWire({ maxRetries: 4 }, ["maxRetries"])).toEqual({});
    expect(changedFields(inputs, { ...inputs, maxRetries: 4 })).toEqual([]);
  });
});

describe("The table", () => {
  test.each(Object.entries<Fields[string]>(FIELDS))(
    "has a sentence, and a right default if any, for %s",
    (_name, field) => {
      expect(field.doc).toMatch(/^[A-Z].*\.$/);
      expect(field.default === undefined || field.kind.problem(field.default) === undefined).toBe(true);
      expect(field.required && field.default !== undefined).toBeFalsy();
    },
  );

  test("has a wire name of its own for each field", () => {
    const names = Object.values<Fields[string]>(FIELDS).flatMap(({ wire }) => (wire ? [wire] : []));
    expect(new Set(names).size).toBe(names.length);
  });
});
