import { parseWebhook } from "../../../../provider/api/parse";
import type { WireListFilters, WireWebhook } from "../../../../provider/api/wire";
import { type Filter, listMatching } from "../../../../provider/resources/webhook/filter";

const webhook = (name: string, more: Partial<WireWebhook> = {}): WireWebhook =>
  parseWebhook({
    id: name,
    name,
    url: "https://hooks.example.com",
    object_type: "deployment",
    object_name: "model",
    event: "deployment_request_finished",
    ...more,
  });

const ALL = [
  webhook("bare"),
  webhook("labelled", { labels: { team: "ml", stage: "prod" } }),
  webhook("otherwise", { labels: { team: "web" } }),
  webhook("odd", { labels: { "a:b": "c,d" } }),
  webhook("failed", { event: "deployment_request_failed" }),
  webhook("pipeline", { object_type: "pipeline", event: "pipeline_request_failed", labels: { team: "ml" } }),
];

describe("Webhooks that match, at a service that does not filter", () => {
  test.each<[filter: Filter, names: readonly string[], asked: WireListFilters]>([
    [{}, ["bare", "labelled", "otherwise", "odd", "failed", "pipeline"], {}],
    [{ labels: {} }, ["bare", "labelled", "otherwise", "odd", "failed", "pipeline"], {}],
    [{ labels: { team: "ml" } }, ["labelled", "pipeline"], { labels: { team: "ml" } }],
    [{ labels: { team: "ml", stage: "prod" } }, ["labelled"], { labels: { team: "ml", stage: "prod" } }],
    [{ labels: { "a:b": "c,d" } }, ["odd"], {}],
    [{ labels: { team: "ml", "a:b": "c" } }, [], { labels: { team: "ml" } }],
    [{ objectType: "pipeline" }, ["pipeline"], { object_type: "pipeline" }],
    [{ event: "deployment_request_failed" }, ["failed"], { event: "deployment_request_failed" }],
    [{ objectType: "pipeline", labels: { team: "web" } }, [], { object_type: "pipeline", labels: { team: "web" } }],
    [
      { objectType: "deployment", event: "pipeline_request_failed" },
      [],
      { object_type: "deployment", event: "pipeline_request_failed" },
    ],
  ])("%j are %j, asked for as far as a filter can say it", async (filter, names, asked) => {
    const list = jest.fn(() => Promise.resolve(ALL));
    expect((await listMatching({ list }, "shop", filter)).map(({ name }) => name)).toEqual(names);
    expect(list.mock.calls).toStrictEqual([["shop", asked]]);
  });
});
