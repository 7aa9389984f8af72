import type { WireWebhook } from "../../../../provider/api/wire";
import { FIELDS, wireFields } from "../../../../provider/resources/webhook/fields";
import { fromWire, toWire } from "../../../../provider/resources/webhook/wire";

const mapped = {
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  objectType: "deployment",
  objectName: "fraud-model",
  version: "v1",
  event: "deployment_request_finished",
  description: "tells the shop",
  labels: { team: "a" },
  timeout: 20,
  enabled: false,
  retry: true,
  includeResult: true,
};
const properties = { ...mapped, project: "shop", adoptExisting: true };

const body = {
  name: "finished",
  url: "https://hooks.example.com/ubiops",
  object_type: "deployment" as const,
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
const webhook: WireWebhook = { ...body, id: "e54251d8-e518-424f-bf7d-c45aaf26f72c", headers: [] };

describe("The way to the wire", () => {
  test("gives every field its name there, and leaves out what the body does not hold", () => {
    expect(toWire(properties, Object.keys(FIELDS))).toEqual(body);
    expect(wireFields(FIELDS).map(([name]) => name)).toEqual(Object.keys(mapped));
  });

  test("takes the named fields only", () => {
    expect(toWire(properties, ["timeout", "includeResult"])).toEqual({ timeout: 20, include_result: true });
    expect(toWire(properties, [])).toEqual({});
  });

  test("sends the default of a field that is not set, so that taking it out of the program undoes it", () => {
    expect(toWire({}, ["description", "labels", "timeout", "enabled", "retry", "includeResult"])).toEqual({
      description: "",
      labels: {},
      timeout: 10,
      enabled: true,
      retry: false,
      include_result: false,
    });
  });

  test("sends nothing for a field that is not set and has no default", () => {
    expect(toWire({ version: undefined }, ["version", "name"])).toStrictEqual({});
  });
});

describe("The way from the wire", () => {
  test("gives every field its own name", () => {
    expect(fromWire(webhook, {})).toEqual(mapped);
  });

  test("is the way back", () => {
    expect(fromWire({ ...webhook, ...toWire(properties, Object.keys(FIELDS)) } as WireWebhook, properties)).toEqual(
      mapped,
    );
  });

  test("takes null, and what is missing, for the default", () => {
    const bare = {
      ...webhook,
      description: null,
      labels: null,
      version: null,
      timeout: undefined,
    } as unknown as WireWebhook;
    expect(fromWire(bare, {})).toEqual({ ...mapped, description: "", labels: {}, timeout: 10, version: undefined });
    expect(fromWire(bare, {})).not.toHaveProperty("version");
  });

  test("keeps the spelling of the record where it means the same", () => {
    const recorded = { url: "https://HOOKS.example.com" };
    expect(fromWire({ ...webhook, url: "https://hooks.example.com/" }, recorded)["url"]).toBe(recorded.url);
    expect(fromWire({ ...webhook, url: "https://hooks.example.com/other" }, recorded)["url"]).toBe(
      "https://hooks.example.com/other",
    );
  });

  test("shows what somebody changed there", () => {
    const changed = fromWire({ ...webhook, timeout: 5, enabled: true, labels: { team: "b" } }, properties);
    expect(changed).toEqual({ ...mapped, timeout: 5, enabled: true, labels: { team: "b" } });
  });

  test("knows nothing of what the API adds to its answers", () => {
    const newer = { ...webhook, creation_date: "2024-01-01", last_updated: "2024-01-02" };
    expect(fromWire(newer, {})).toEqual(mapped);
  });
});
