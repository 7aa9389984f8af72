import { ShapeError } from "../../../../provider/api";
import { wireFields } from "../../../../provider/resources/fields";
import { FIELDS } from "../../../../provider/resources/webhook/fields";
import { fromWire, parseWebhook, toWire } from "../../../../provider/resources/webhook/wire";
import { checked, UUID } from "./sample";

const mapped = Object.fromEntries(wireFields(FIELDS).map(([name]) => [name, checked[name as keyof typeof checked]]));

/** The same as the API has it. */
const body = {
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  object_type: "deployment",
  object_name: "fraud-model",
  version: "v1",
  event: "deployment_request_finished",
  description: "tells the shop",
  labels: { team: "a" },
  timeout: 20,
  enabled: false,
  retry: true,
  include_result: true,
};
const webhook = { ...body, id: UUID, headers: [] };
const ALL = Object.keys(FIELDS);

describe("An answer of the service", () => {
  const least = {
    id: UUID,
    name: "finished",
    url: "https://a.example",
    object_type: "pipeline",
    object_name: "o",
    event: "pipeline_request_failed",
  };

  test("is read with the default of whatever it leaves out or answers as null", () => {
    const defaults = {
      version: null,
      description: "",
      labels: {},
      timeout: 10,
      enabled: true,
      retry: false,
      include_result: false,
      headers: [],
    };
    expect(parseWebhook(least)).toEqual({ ...least, ...defaults });
    const nulls = { version: null, description: null, labels: null, timeout: null, enabled: null, headers: null };
    expect(parseWebhook({ ...least, ...nulls })).toEqual({ ...least, ...defaults });
  });

  test("is read in other notations, and without what only a newer service says", () => {
    const odd = { timeout: "20", enabled: "False", labels: { a: 1 }, object_type: "experiment", created: "today" };
    expect(parseWebhook({ ...webhook, ...odd })).toEqual({
      ...webhook,
      timeout: 20,
      enabled: false,
      labels: { a: "1" },
      object_type: "experiment",
    });
  });

  test("has its headers as a list, whatever stands for a protected value", () => {
    const listed = [
      { key: "A", value: "v" },
      { key: "B", protected: "true" },
      { key: "C", value: null, protected: true },
    ];
    expect(parseWebhook({ ...webhook, headers: listed }).headers).toEqual([
      { key: "A", value: "v", protected: false },
      { key: "B", value: null, protected: true },
      { key: "C", value: null, protected: true },
    ]);
  });

  test.each<[what: string, answer: unknown, says: string]>([
    ["a list", [], "a webhook must be an object, not a list"],
    ["text", "canary", "a webhook must be an object, not a value of type string"],
    ["no id", { ...webhook, id: undefined }, "id must be a text, not missing"],
    ["a number for a name", { ...webhook, name: 7 }, "name must be a string of 1 to 64 characters, not a number"],
    ["no url", { ...webhook, url: null }, "url must be an http(s) URL, not nothing"],
    ["text for a timeout", { ...webhook, timeout: "canary" }, "timeout must be a whole number of seconds from 1 to 30"],
    ["a list for labels", { ...webhook, labels: ["canary"] }, "labels must be a map from name to text, not a list"],
    ["text for headers", { ...webhook, headers: "canary" }, "headers must be a list"],
  ])("that is no webhook is refused by what is wrong, and never a value: %s", (_what, answer, says) => {
    const parse = () => parseWebhook(answer);
    expect(parse).toThrow(ShapeError);
    expect(parse).toThrow(says);
    expect(parse).not.toThrow("canary");
  });
});

describe("The way to the wire", () => {
  test("gives every field its name there, and leaves out what the body does not have", () => {
    expect(toWire(FIELDS, checked, ALL)).toEqual(body);
  });

  test("takes the named fields only", () => {
    expect(toWire(FIELDS, checked, ["timeout", "includeResult", "headers"])).toEqual({
      timeout: 20,
      include_result: true,
    });
  });

  test("sends the default of a field that is not set, and nothing if it has none", () => {
    expect(toWire(FIELDS, { description: null, version: null }, ["description", "labels", "version", "name"])).toEqual({
      description: "",
      labels: {},
    });
  });
});

describe("The way from the wire", () => {
  test("gives every field its own name, and is the way back", () => {
    expect(fromWire(webhook, {})).toEqual(mapped);
    expect(fromWire({ ...webhook, ...toWire(FIELDS, checked, ALL) }, checked)).toEqual(mapped);
  });

  test("keeps the recorded spelling of what means the same", () => {
    const recorded = { url: "https://HOOKS.example.com" };
    const read = (url: string) => fromWire({ ...webhook, url }, recorded)["url"];
    expect(read("https://hooks.example.com/")).toBe(recorded.url);
    expect(read("https://hooks.example.com/other")).toBe("https://hooks.example.com/other");
  });

  test("shows what was changed there", () => {
    const changed = { timeout: 5, labels: { team: "b" }, version: null };
    expect(fromWire({ ...webhook, ...changed }, checked)).toEqual({ ...mapped, ...changed });
  });
});
