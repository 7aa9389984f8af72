import type { WireWebhook } from "../../../../provider/api";
import { type Filter, filterProblem, listMatching } from "../../../../provider/resources/webhook/filter";
import { parseWebhook } from "../../../../provider/resources/webhook/wire";

const webhook = (name: string, more: object = {}): WireWebhook =>
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
  test.each<[filter: Filter, names: readonly string[], asked: object]>([
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
  ])("%j are %j, and the service is asked for as much of it as its filters can say", async (filter, names, asked) => {
    const list = jest.fn(() => Promise.resolve(ALL));
    expect((await listMatching({ list }, "shop", filter)).map(({ name }) => name)).toEqual(names);
    expect(list.mock.calls).toStrictEqual([["shop", asked]]);
  });
});

test("A filter that nothing can match is refused", () => {
  expect(filterProblem({ labels: { team: "ml" }, objectType: "pipeline" })).toBeUndefined();
  expect(filterProblem({ objectType: "deploymnt" as "deployment" })).toBe(
    'objectType: must be one of "deployment", "pipeline" (did you mean "deployment"?)',
  );
});
