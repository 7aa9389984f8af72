import type { Properties } from "../../../../provider/resources/types";
import { diffWebhook } from "../../../../provider/resources/webhook/diff";
import { record } from "../../../../provider/resources/webhook/state";
import { UNKNOWN } from "../../../../provider/shared/engine-values";
import { checked, HOST, ID, settings } from "./sample";

const recordOf = (properties: object, secrets: string[] = []) =>
  record(ID, { properties: { ...checked, ...properties }, secrets }, { host: HOST, listsProtected: true });

const diff = (recorded: object, declared: object) =>
  diffWebhook(settings, recordOf(recorded), { properties: { ...checked, ...declared }, secrets: [] });

const QUIET = { changes: [], replaces: [], deleteBeforeReplace: false, needsUpdate: false };

/** Another value for each field that can differ. */
const OTHER = {
  project: "other",
  name: "other",
  url: "https://hooks.example.com/other",
  objectType: "pipeline",
  objectName: "other",
  version: "v2",
  event: "deployment_request_failed",
  headers: { "X-Env": "dev" },
  protectedHeaders: { Authorization: "rotated" },
  description: "other",
  labels: { team: "b" },
  timeout: 11,
  enabled: true,
  retry: false,
  includeResult: false,
};
const REPLACING = ["project", "objectType", "objectName", "version"];

test("What is recorded as it is declared is no difference", () => {
  expect(diff({}, {})).toEqual(QUIET);
  expect(diff({ adoptExisting: true }, {})).toEqual(QUIET);
});

describe("A difference", () => {
  test.each(Object.entries(OTHER))(
    "of %s names it alone, and replaces the webhook if the API cannot change it",
    (name, value) => {
      for (const declared of [value, UNKNOWN]) {
        const { changes, replaces, needsUpdate } = diff({}, { name: "new", [name]: declared });
        expect(new Set(changes.map(({ path: [field] }) => field))).toEqual(new Set(["name", name]));
        expect(replaces).toEqual(REPLACING.includes(name) ? [name] : []);
        expect(needsUpdate).toBe(false);
      }
    },
  );

  test("names the header, for a rotation, an addition, a removal and a new letter case", () => {
    const recorded = { protectedHeaders: { Authorization: "s3cret", "X-Gone": "v", "X-Case": "v" } };
    const declared = { protectedHeaders: { Authorization: "rotated", "X-New": "v", "x-case": "v" } };
    expect(diff(recorded, declared).changes).toEqual([
      { path: ["protectedHeaders", "Authorization"], kind: "update" },
      { path: ["protectedHeaders", "X-Gone"], kind: "delete" },
      { path: ["protectedHeaders", "X-Case"], kind: "delete" },
      { path: ["protectedHeaders", "X-New"], kind: "add" },
      { path: ["protectedHeaders", "x-case"], kind: "add" },
    ]);
  });

  test("is a version that is taken out, or put in", () => {
    expect(diff({}, { version: null })).toMatchObject({ replaces: ["version"] });
    expect(diff({ version: null }, {})).toMatchObject({ replaces: ["version"] });
  });
});

describe("A replacement deletes first", () => {
  test.each<[what: string, declared: Properties, first: boolean]>([
    ["if the new webhook needs the old one's name", { objectName: "other" }, true],
    ["but not with a new name", { objectName: "other", name: "new" }, false],
    ["but not with a name that is not known yet", { objectName: "other", name: UNKNOWN }, false],
    ["but not in another project, where the name is free", { project: "other" }, false],
    ["and only if it is a replacement", { timeout: 11 }, false],
  ])("%s", (_what, declared, first) => {
    expect(diff({}, declared).deleteBeforeReplace).toBe(first);
  });
});

describe("An update that the inputs do not show is due", () => {
  test.each<[what: string, host: string | undefined, due: boolean]>([
    ["if another host is configured, where the webhook may not be", "https://other.example/v2.1", true],
    ["but not if it is the same host in another spelling", "https://API.ubiops.com:443/v2.1", false],
    ["but not if no host is recorded", undefined, false],
  ])("%s", (_what, host, due) => {
    const recorded = record(ID, { properties: checked, secrets: [] }, { host, listsProtected: true });
    expect(diffWebhook(settings, recorded, { properties: checked, secrets: [] })).toEqual({
      ...QUIET,
      needsUpdate: due,
    });
  });

  test.each(["webhookId", "protectedHeaders", "labels"])(
    "if the record has no %s, as an older version may have left it",
    (output) => {
      const { state, ...recorded } = recordOf({ protectedHeaders: {}, labels: {} });
      const incomplete = Object.fromEntries(Object.entries(state).filter(([name]) => name !== output));
      const declared = { ...checked, protectedHeaders: {}, labels: {} };
      expect(diffWebhook(settings, { ...recorded, state: incomplete }, { properties: declared, secrets: [] })).toEqual({
        ...QUIET,
        needsUpdate: true,
      });
    },
  );

  test("if something became a secret, or is none any more", () => {
    const due = (recorded: string[], secrets: string[]) =>
      diffWebhook(settings, recordOf({}, recorded), { properties: checked, secrets });
    expect(due([], ["url"])).toEqual({ ...QUIET, needsUpdate: true });
    expect(due(["url"], [])).toEqual({ ...QUIET, needsUpdate: true });
    expect(due(["url"], ["url"])).toEqual(QUIET);
  });
});
