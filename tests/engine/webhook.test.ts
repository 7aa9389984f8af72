import { leaks } from "../../tools/support/canaries";
import { Emulated, PROJECT, type SentRequest } from "../../tools/support/emulated";
import type { EngineResult } from "../../tools/program/engine-command";

const HEADERS = `headers: { "X-Environment": "test" }, protectedHeaders: { Authorization: "Bearer canary-one" }`;

const bodiesOf = (sent: readonly SentRequest[], name: string) =>
  sent.filter((request) => request.name?.startsWith(name)).map(({ body }) => body);

describe("each field", () => {
  const FULL = `{ ...deployment, version: "v1", description: "first", labels: { team: "first" }, timeout: 20, enabled: false,
    retry: true, includeResult: true, ${HEADERS} }`;

  /** By field: how it is declared in the end, and the PATCH that follows. */
  const CHANGES: Readonly<Record<string, readonly [declared: string, sent: object]>> = {
    name: ['name: "another-name"', { name: "another-name" }],
    url: ['url: "https://hooks.example.com/other"', { url: "https://hooks.example.com/other" }],
    event: ['event: "deployment_request_failed"', { event: "deployment_request_failed" }],
    description: ['description: "other"', { description: "other" }],
    labels: ['labels: { team: "other" }', { labels: { team: "other" } }],
    timeout: ["timeout: 30", { timeout: 30 }],
    enabled: ["enabled: true", { enabled: true }],
    retry: ["retry: false", { retry: false }],
    includeResult: ["includeResult: false", { include_result: false }],
    headers: [
      HEADERS.replace('"test"', '"other"'),
      {
        headers: [
          { key: "X-Environment", value: "other", protected: false },
          { key: "Authorization", value: null, protected: true },
        ],
      },
    ],
  };

  /** By field, what the PATCH sets it back to when it is removed. */
  const DEFAULTS: Readonly<Record<string, object>> = {
    description: { description: "" },
    labels: { labels: {} },
    timeout: { timeout: 10 },
    enabled: { enabled: true },
    retry: { retry: false },
    includeResult: { include_result: false },
    headers: { headers: [{ key: "Authorization", value: null, protected: true }] },
    protectedHeaders: { headers: [{ key: "X-Environment", value: "test", protected: false }] },
  };

  /** By case, what replaces, and what of it the new webhook shows. */
  const REPLACEMENTS: Readonly<Record<string, readonly [declared: string, sent: object]>> = {
    objectType: ['objectType: "pipeline", event: "pipeline_request_finished"', { object_type: "pipeline" }],
    objectName: ['objectName: "other-model"', { object_name: "other-model" }],
    version: ['version: "v2"', { version: "v2" }],
    "version-out": ["version: undefined", {}],
    project: ['project: "office"', {}],
  };

  const before = [
    `const full = ${FULL};`,
    ...Object.keys(CHANGES).map(
      (field) => `new ubiops.Webhook("set-${field}", { ...full, ${field === "name" ? 'name: "first-name"' : ""} });`,
    ),
    ...Object.keys(DEFAULTS).map((field) => `new ubiops.Webhook("out-${field}", full);`),
    ...Object.keys(REPLACEMENTS).map((name) => `new ubiops.Webhook("auto-${name}", full);`),
    ...Object.keys(REPLACEMENTS).map((name) => `new ubiops.Webhook("own-${name}", { ...full, name: "own-${name}" });`),
    rotating("canary-two"),
  ].join("\n");

  const after = [
    `const full = ${FULL};`,
    ...Object.entries(CHANGES).map(
      ([field, [declared]]) => `new ubiops.Webhook("set-${field}", { ...full, ${declared} });`,
    ),
    ...Object.keys(DEFAULTS).map((field) => `new ubiops.Webhook("out-${field}", { ...full, ${field}: undefined });`),
    ...Object.entries(REPLACEMENTS).map(
      ([name, [declared]]) => `new ubiops.Webhook("auto-${name}", { ...full, ${declared} });`,
    ),
    ...Object.entries(REPLACEMENTS).map(
      ([name, [declared]]) => `new ubiops.Webhook("own-${name}", { ...full, name: "own-${name}", ${declared} });`,
    ),
    rotating("canary-four"),
  ].join("\n");

  function rotating(value: string): string {
    return `new ubiops.Webhook("rotating", { ...deployment,
      protectedHeaders: { Authorization: "Bearer ${value}", "X-Key": "canary-three" } });`;
  }

  let run: Emulated;
  let preview: EngineResult;
  let sent: SentRequest[];
  beforeAll(async () => {
    run = await Emulated.start(before);
    (await run.program.up()).ok();
    await run.write(after);
    preview = (await run.program.preview("--diff")).ok();
    run.requests();
    (await run.program.up()).ok();
    sent = run.writes();
  });
  afterAll(() => run.dispose());

  test.each(Object.entries(CHANGES))("a change of %s is one PATCH with that field alone", (field, [, body]) => {
    const name = field === "name" ? "first-name" : `set-${field}-`;
    expect(bodiesOf(sent, name)).toEqual([body]);
  });

  test.each(Object.entries(DEFAULTS))("%s goes back to its default when it is removed", (field, body) => {
    expect(bodiesOf(sent, `out-${field}-`)).toEqual([body]);
  });

  /** At which request the webhooks of a replacement were created and deleted. */
  const places = (name: string) => ({
    made: sent.findIndex(
      ({ method, body }) => method === "POST" && new RegExp(`^${name}(-[0-9a-f]{8})?$`).test(String(body?.["name"])),
    ),
    deleted: sent.findIndex(
      (request) => request.method === "DELETE" && new RegExp(`^${name}(-[0-9a-f]{8})?$`).test(request.name ?? ""),
    ),
  });

  test.each(Object.entries(REPLACEMENTS))(
    "%s: a webhook without an explicit name is created before the old one is deleted",
    (name, [, body]) => {
      const { made, deleted } = places(`auto-${name}`);
      expect(deleted).toBeGreaterThan(made);
      expect(sent[made]?.body).toMatchObject(body);
    },
  );

  test.each(Object.keys(REPLACEMENTS))(
    "%s: a webhook with an explicit name is created after the old one is deleted",
    (name) => {
      const { made, deleted } = places(`own-${name}`);
      expect(deleted).toBeGreaterThanOrEqual(0);
      expect(made).toBeGreaterThan(deleted);
    },
  );

  test("a version that is removed is left to the service", () => {
    expect(sent[places("auto-version-out").made]?.body).not.toHaveProperty("version");
  });

  test("the rotation of one of two protected headers sends one value, keeps the other, and shows its name", () => {
    expect(preview.text).toMatch(/~ protectedHeaders: \{\s+~ Authorization: \[secret\] => \[secret\]\s+\}/);
    expect(preview.text).not.toContain("X-Key");
    expect(bodiesOf(sent, "rotating-")).toEqual([
      {
        headers: [
          { key: "Authorization", value: "Bearer canary-four", protected: true },
          { key: "X-Key", value: null, protected: true },
        ],
      },
    ]);
  });

  test("nothing is left to change, destroying leaves nothing, and no secret is in any text", async () => {
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    (await run.program.destroy()).ok();
    expect([...run.emulator.webhooks(PROJECT), ...run.emulator.webhooks("office")]).toEqual([]);
    expect(leaks(await run.program.texts())).toEqual([]);
  });
});
