import { changesBetween } from "../../../../provider/resources/fields";
import { FIELDS } from "../../../../provider/resources/webhook/fields";
import { headersIn, readState, record } from "../../../../provider/resources/webhook/state";
import { checked, HOST, ID, UUID } from "./sample";

const learned = { host: HOST, listsProtected: false };
const stateOf = (properties: object) => readState({ id: ID, state: { ...checked, ...properties } });

describe("A recorded webhook", () => {
  test("holds every field, the UUID and what was learned, and is read as it was written", () => {
    const recorded = record(ID, { properties: checked, secrets: ["url"] }, learned);
    expect(recorded).toEqual({
      id: ID,
      state: { ...checked, webhookId: UUID, __host: HOST, __listed: false },
      secrets: ["url"],
    });
    expect(readState(recorded)).toEqual({
      id: ID,
      uuid: UUID,
      project: "shop",
      name: "finished",
      headers: checked.headers,
      protectedHeaders: checked.protectedHeaders,
      ...learned,
      fields: checked,
    });
  });

  test("does not hold what is not known", () => {
    const { state } = record(ID, { properties: checked, secrets: [] }, { host: undefined, listsProtected: undefined });
    expect(state).toStrictEqual({ ...checked, webhookId: UUID });
  });

  test("of nothing has no name, and is in the project of its id, so that `Webhook.get` can begin with it", () => {
    expect(readState({ id: "shop/finished", state: {} })).toMatchObject({
      project: "shop",
      uuid: "finished",
      name: "",
      headers: {},
      protectedHeaders: {},
    });
  });

  test("has the defaults of fields that an older version did not write", () => {
    const { fields } = readState({ id: ID, state: { url: checked.url } });
    expect(Object.keys(fields)).toEqual(Object.keys(FIELDS));
    expect(fields).toMatchObject({ timeout: 10, labels: {}, protectedHeaders: {}, version: null });
  });

  test("is in the project of its id, whatever became of the record, or of the record if the id has none", () => {
    expect(stateOf({ project: "office" }).project).toBe("shop");
    expect(readState({ id: UUID, state: { project: "office" } })).toMatchObject({ project: "office", uuid: UUID });
    expect(readState({ id: UUID, state: { project: 7 } }).project).toBe("");
  });

  test("differs if it holds what no program could declare, so that the next update writes it again", () => {
    const damaged = { timeout: "10", url: 7, labels: null, headers: ["X-A"], description: "x".repeat(401) };
    const changed = changesBetween(FIELDS, stateOf(damaged).fields, checked).map(({ path }) => path.join("/"));
    expect(changed).toEqual(["url", "headers", "description", "labels/team", "timeout"]);
  });

  test("has no headers, and nothing learned, of a damaged record", () => {
    expect(stateOf({ headers: ["X-A"], protectedHeaders: "A", __host: 1, __listed: "yes" })).toMatchObject({
      headers: {},
      protectedHeaders: {},
      host: undefined,
      listsProtected: undefined,
    });
    expect(headersIn({ A: "a", B: 1, C: null, D: { value: "d" } })).toEqual({ A: "a" });
  });
});
