import { flag, integer, text } from "../../../provider/resources/field-types";
import { headers, labels } from "../../../provider/resources/map-types";
import {
  changedFields,
  changesBetween,
  type Fields,
  problemsIn,
  settle,
  wireFields,
} from "../../../provider/resources/fields";
import { UNKNOWN } from "../../../provider/shared/engine-values";

/** A small table of its own: what the real one holds is none of this test's business. */
const FIELDS: Fields = {
  title: { type: text({ min: 1, max: 9 }), wire: "title_text", required: true, doc: "What it is called." },
  count: { type: integer({ min: 0, max: 5, unit: "things" }), wire: "count", default: 3, doc: "How many there are." },
  note: { type: text({}), wire: "note", doc: "Anything." },
  tags: { type: labels, wire: "tags", default: {}, doc: "Names with values." },
  send: { type: headers, default: {}, doc: "Headers." },
  force: { type: flag, default: false, local: true, doc: "A setting of ours." },
};

describe("Settled arguments", () => {
  test("have every field: as it is recorded, at its default, or null", () => {
    expect(settle(FIELDS, { title: " a ", tags: { " b ": " c " }, note: undefined })).toEqual({
      title: "a",
      count: 3,
      note: null,
      tags: { b: "c" },
      send: {},
      force: false,
    });
    expect(settle(FIELDS, { count: null, force: true })).toMatchObject({ title: null, count: 3, force: true });
  });

  test("have nothing else, and are settled", () => {
    const settled = settle(FIELDS, { title: "a", other: 1 });
    expect(Object.keys(settled)).toEqual(Object.keys(FIELDS));
    expect(settle(FIELDS, settled)).toEqual(settled);
  });
});

describe("The problems of arguments", () => {
  const problems = (properties: object, secrets: string[] = []) =>
    problemsIn(FIELDS, { properties: { ...properties }, secrets });

  test("are a sentence for each wrong field", () => {
    expect(problems({ title: "a" })).toEqual([]);
    expect(problems({ count: 6, tags: { a: 1 } })).toEqual([
      "title: is required: What it is called.",
      "count: must be a whole number of things from 0 to 5.",
      'tags: label "a": must be a string, not a number.',
    ]);
  });

  test("are properties that are not in the table, with the one that was meant", () => {
    expect(problems({ title: "a", cuont: 1, elsewhere: 1, nothing: null })).toEqual([
      'cuont: unknown property (did you mean "count"?).',
      "elsewhere: unknown property.",
    ]);
  });

  test("do not name an entry of a field that is secret", () => {
    expect(problems({ title: "a", tags: { canary: 1 }, send: { canary: 1 } }, ["tags", "send"])).toEqual([
      "tags: a label: must be a string, not a number.",
      "send: a header: must be a string, not a number.",
    ]);
  });
});

describe("The changes between recorded and declared properties", () => {
  const changes = (recorded: object, declared: object) => changesBetween(FIELDS, { ...recorded }, { ...declared });

  test("are none if both mean the same, set or at the default", () => {
    expect(changes({}, { count: 3, note: null, tags: {} })).toEqual([]);
    expect(changes({ tags: { a: "1", b: "2" } }, { tags: { b: "2", a: "1" } })).toEqual([]);
  });

  test("say what is added, updated and deleted", () => {
    expect(changes({ title: "a", note: "b" }, { title: "c", note: null, count: 4 })).toEqual([
      { path: ["title"], kind: "update" },
      { path: ["count"], kind: "update" },
      { path: ["note"], kind: "delete" },
    ]);
    expect(changes({ note: null }, { note: "b" })).toEqual([{ path: ["note"], kind: "add" }]);
  });

  test("name the entries of a map", () => {
    const before = { tags: { kept: "1", changed: "1", gone: "1" } };
    expect(changes(before, { tags: { kept: "1", changed: "2", more: "1" } })).toEqual([
      { path: ["tags", "changed"], kind: "update" },
      { path: ["tags", "gone"], kind: "delete" },
      { path: ["tags", "more"], kind: "add" },
    ]);
  });

  test("are right for entries with a name that every object seems to have", () => {
    expect(changes({ tags: {} }, { tags: { constructor: "1" } })).toEqual([
      { path: ["tags", "constructor"], kind: "add" },
    ]);
    expect(changes({ tags: { constructor: "1" } }, { tags: {} })).toEqual([
      { path: ["tags", "constructor"], kind: "delete" },
    ]);
  });

  test("are values that are not known yet, even if the same is recorded", () => {
    expect(changes({ note: UNKNOWN, tags: UNKNOWN }, { note: UNKNOWN, tags: UNKNOWN })).toEqual([
      { path: ["note"], kind: "update" },
      { path: ["tags"], kind: "update" },
    ]);
    expect(changes({ tags: { a: UNKNOWN, b: "1" } }, { tags: { a: UNKNOWN, b: "1" } })).toEqual([
      { path: ["tags", "a"], kind: "update" },
    ]);
  });

  test("are the whole field if the record holds something else than a map", () => {
    expect(changes({ tags: "a" }, { tags: { a: "1" } })).toEqual([{ path: ["tags"], kind: "update" }]);
  });

  test("never are settings of this provider alone", () => {
    expect(changes({ force: true }, { force: false })).toEqual([]);
  });

  test("belong to fields, each named once", () => {
    expect(changedFields(changes({}, { tags: { a: "1", b: "2" }, note: "c" }))).toEqual(["note", "tags"]);
  });
});

test("the fields of the API's bodies are those with a name there", () => {
  expect(wireFields(FIELDS).map(([name, { wire }]) => [name, wire])).toEqual([
    ["title", "title_text"],
    ["count", "count"],
    ["note", "note"],
    ["tags", "tags"],
  ]);
});
