import type { Properties } from "../../../../provider/resources/types";
import { webhookTest } from "../../../../provider/resources/webhook-test";
import { REQUEST_FIELDS } from "../../../../provider/resources/webhook-test/fields";
import { checkedTest, HOST, least, settings } from "../webhook/sample";

const check = (properties: Properties) =>
  webhookTest.check(settings, { declared: { properties, secrets: [] }, previous: {}, naming: undefined });

const ENDED = { testId: "t", status: "completed", errorMessage: null, __host: HOST };

const diff = (recorded: Properties, declared: Properties = {}, secrets: readonly string[] = []) =>
  webhookTest.diff(
    settings,
    { id: "t", state: { ...checkedTest, ...ENDED, ...recorded }, secrets },
    { properties: { ...checkedTest, ...declared }, secrets: [] },
  );

const QUIET = { changes: [], replaces: [], deleteBeforeReplace: false, needsUpdate: false };

describe("The arguments of a webhook test", () => {
  test("get the defaults of a webhook, and fail the update if nothing else is said", () => {
    expect(check(least)).toEqual({
      inputs: {
        properties: {
          ...least,
          project: "configured",
          version: null,
          headers: {},
          protectedHeaders: {},
          timeout: 10,
          retry: false,
          includeResult: false,
          failOnError: true,
          triggers: null,
        },
        secrets: [],
      },
      failures: [],
    });
  });

  test("are refused for the same reasons as those of a webhook, and for reasons of their own", () => {
    const wrong = {
      ...least,
      event: "pipeline_request_failed",
      headers: { A: "" },
      triggers: "a",
      failOnError: 1,
      name: "n",
    };
    expect(check(wrong).failures.map((reason) => reason.split(":")[0])).toEqual([
      "name",
      "headers",
      "failOnError",
      "triggers",
      "event",
    ]);
  });
});

describe("A new webhook test", () => {
  test("is not due if it completed and nothing changed", () => {
    expect(diff({})).toEqual(QUIET);
  });

  test.each(["failed", "pending", undefined])("is due if the last one ended as %p", (status) => {
    expect(diff({ status })).toEqual({ ...QUIET, needsUpdate: true });
  });

  test("is due at another host", () => {
    expect(diff({ __host: "https://other.example/v2.1" })).toEqual({ ...QUIET, needsUpdate: true });
  });

  test.each([...Object.keys(REQUEST_FIELDS), "failOnError", "triggers"])(
    "is due if %s changed, and replaces nothing",
    (name) => {
      const { changes, replaces } = diff({}, { [name]: ["changed"] });
      expect(changes.map(({ path: [field] }) => field)).toEqual([name]);
      expect(replaces).toEqual([]);
    },
  );
});

describe("An update of a webhook test is due", () => {
  test("if something is no secret any more, but not for the message that this provider makes a secret", () => {
    expect(diff({}, {}, ["url"])).toEqual({ ...QUIET, needsUpdate: true });
    expect(diff({}, {}, ["errorMessage"])).toEqual(QUIET);
  });

  test("if an older version left outputs out", () => {
    expect(diff({ testId: undefined })).toEqual({ ...QUIET, needsUpdate: true });
  });
});
