import type { StoredHeader, StoredWebhook, WebhookFields } from "../../../emulator/src";
import type { EngineResult } from "../../../tools/program/engine-command";
import type { StateResource } from "../../../tools/program/state";
import { Emulated, type FrontEnd, PROJECT, type SentRequest, withoutSuffix } from "../../../tools/support/emulated";

/**
 * One stack, the same on both front ends: drift of every kind is shown and healed, then an update fails in every way at
 * once while a state is damaged, and the next one goes on. Every webhook is in a situation of its own.
 */

const HEADERS: readonly StoredHeader[] = [
  { key: "Authorization", value: "canary-one", protected: true },
  { key: "X-Key", value: "canary-two", protected: true },
  { key: "X-Stage", value: "prod", protected: false },
  { key: "X-Team", value: "ml", protected: false },
];

/** The headers with one of them changed; without a change, left out. */
const but = (key: string, change?: Partial<StoredHeader>) =>
  HEADERS.flatMap((header) => (header.key !== key ? [header] : change ? [{ ...header, ...change }] : []));

/** A set of headers as a PATCH holds it, the named protected ones with their values and the others without. */
const sent = (...withValues: string[]) => ({
  headers: HEADERS.map((header) =>
    header.protected && !withValues.includes(header.key) ? { ...header, value: null } : header,
  ),
});

interface Case {
  /** What is changed at the service. */
  readonly edit: Partial<WebhookFields>;
  /** The changes that the preview names, line by line. */
  readonly shows: readonly string[];
  /** The PATCH that undoes it. */
  readonly heals: object;
  /** The same if the service does not list protected headers; null if nothing of it can be seen. */
  readonly unlisted?: Pick<Case, "shows" | "heals"> | null;
}

const NEW_KEY = ["~ protectedHeaders: {", "+ X-Key: [secret]"];

const DRIFT: Readonly<Record<string, Case>> = {
  name: {
    edit: { name: "called-otherwise" },
    shows: ['~ name: "called-otherwise" => "name"'],
    heals: { name: "name" },
  },
  url: {
    edit: { url: "https://other.example.com/" },
    shows: ['~ url: "https://other.example.com/" => "https://hooks.example.com/ubiops"'],
    heals: { url: "https://hooks.example.com/ubiops" },
  },
  event: {
    edit: { event: "deployment_request_failed" },
    shows: ['~ event: "deployment_request_failed" => "deployment_request_finished"'],
    heals: { event: "deployment_request_finished" },
  },
  description: {
    edit: { description: "other" },
    shows: ['~ description: "other" => "first"'],
    heals: { description: "first" },
  },
  labels: {
    edit: { labels: { team: "ml", more: "1" } },
    shows: ["~ labels: {", '- more: "1"'],
    heals: { labels: { team: "ml" } },
  },
  timeout: { edit: { timeout: 5 }, shows: ["~ timeout: 5 => 10"], heals: { timeout: 10 } },
  "undeclarable-timeout": { edit: { timeout: 60 }, shows: ["~ timeout: 60 => 10"], heals: { timeout: 10 } },
  enabled: { edit: { enabled: false }, shows: ["~ enabled: false => true"], heals: { enabled: true } },
  retry: { edit: { retry: true }, shows: ["~ retry: true => false"], heals: { retry: false } },
  includeResult: {
    edit: { include_result: true },
    shows: ["~ includeResult: true => false"],
    heals: { include_result: false },
  },
  "plain-value": {
    edit: { headers: but("X-Stage", { value: "other" }) },
    shows: ["~ headers: {", '~ X-Stage: "other" => "prod"'],
    heals: sent(),
  },
  "plain-added": {
    edit: { headers: [...HEADERS, { key: "X-New", value: "new", protected: false }] },
    shows: ["~ headers: {", '- X-New: "new"'],
    heals: sent(),
  },
  "plain-removed": {
    edit: { headers: but("X-Stage") },
    shows: ["~ headers: {", '+ X-Stage: "prod"'],
    heals: sent(),
  },
  "plain-renamed": {
    edit: { headers: but("X-Stage", { key: "X-Other" }) },
    shows: ["~ headers: {", '+ X-Stage: "prod"', '- X-Other: "prod"'],
    heals: sent(),
  },
  "made-protected": {
    edit: { headers: but("X-Stage", { protected: true }) },
    shows: ["~ headers: {", '+ X-Stage: "prod"', "~ protectedHeaders: {", "- X-Stage: [secret]"],
    heals: sent(),
    unlisted: { shows: ["~ headers: {", '+ X-Stage: "prod"'], heals: sent() },
  },
  "made-plain": {
    edit: { headers: but("X-Key", { protected: false }) },
    shows: ["~ headers: {", "- X-Key: [secret]", ...NEW_KEY],
    heals: sent("X-Key"),
  },
  "protected-added": {
    edit: { headers: [...HEADERS, { key: "X-Foreign", value: "canary-three", protected: true }] },
    shows: ["~ protectedHeaders: {", "- X-Foreign: [secret]"],
    heals: sent(),
    unlisted: null,
  },
  "protected-removed": { edit: { headers: but("X-Key") }, shows: NEW_KEY, heals: sent("X-Key"), unlisted: null },
  "protected-renamed": {
    edit: { headers: but("X-Key", { key: "X-Other-Key" }) },
    shows: [...NEW_KEY, "- X-Other-Key: [secret]"],
    heals: sent("X-Key"),
    unlisted: null,
  },
  "every-protected-removed": {
    edit: { headers: HEADERS.filter((header) => !header.protected) },
    shows: [...NEW_KEY, "+ Authorization: [secret]"],
    heals: sent("Authorization", "X-Key"),
    unlisted: null,
  },
};

/** What is changed and is no drift. */
const QUIET: Readonly<Record<string, Partial<WebhookFields>>> = {
  "header-order": { headers: HEADERS.toReversed() },
  "header-case": { headers: HEADERS.map((header) => ({ ...header, key: header.key.toUpperCase() })) },
};

/**
 * The form in which the service returns protected headers, another one for each front end: the verbs are tried with
 * every form.
 */
const FORMS = { dynamic: "null", native: "absent" } as const;

/** How long the provider goes on with a listing, in milliseconds. */
const LISTING_MS = 10_000;

const NAMES = [...Object.keys(DRIFT), ...Object.keys(QUIET), "deleted"];

const expected = (frontEnd: FrontEnd, name: string): Pick<Case, "shows" | "heals"> | undefined => {
  const drift = DRIFT[name];
  return FORMS[frontEnd] === "absent" && drift?.unlisted !== undefined ? (drift.unlisted ?? undefined) : drift;
};

const mapOf = (isProtected: boolean) =>
  JSON.stringify(
    Object.fromEntries(
      HEADERS.filter((header) => header.protected === isProtected).map(({ key, value }) => [key, value]),
    ),
  );

const DRIFTING = `for (const name of ${JSON.stringify(NAMES)}) {
  new ubiops.Webhook(name, { ...deployment, name, description: "first", labels: { team: "ml" }, headers: ${mapOf(false)}, protectedHeaders: ${mapOf(true)} });
}`;

const DAMAGED = `for (const name of ["bare", "nulls", "lists"]) {
  new ubiops.Webhook(name, { ...deployment, name, labels: { team: "ml" }, headers: { "X-Plain": "plain" }, protectedHeaders: { Authorization: "Bearer canary" } });
}`;

/** Webhooks whose program ignores changes of some of their headers. */
const IGNORING = [
  ["ignoring-all", "headers"],
  ["ignoring-one", 'headers["X-Stage"]'],
]
  .map(
    ([name, path]) =>
      `new ubiops.Webhook("${name}", { ...deployment, name: "${name}", headers: ${mapOf(false)}, protectedHeaders: ${mapOf(true)} }, { ignoreChanges: ['${path}'] });`,
  )
  .join("\n");

/** The headers of those after a change at the service. */
const IGNORED: readonly StoredHeader[] = [
  ...HEADERS.map((header) => (header.protected ? header : { ...header, value: "other" })),
  { key: "X-New", value: "new", protected: false },
];

/** A webhook whose name is automatic. */
const UNNAMED = 'new ubiops.Webhook("unnamed", deployment);\n';

/** The rest of the program as it is at first. */
const FIRST = `
  new ubiops.Webhook("refused", { ...deployment, name: "refused" });
  new ubiops.Webhook("gone", { ...deployment, name: "gone" });
  new ubiops.Webhook("remade", { ...deployment, name: "remade" });
  new ubiops.Webhook("swapped-one", { ...deployment, name: "swapped-one" });
  new ubiops.Webhook("swapped-two", { ...deployment, name: "swapped-two" });
  new ubiops.Webhook("replaced", { ...deployment, project: "refusing" });
  new ubiops.Webhook("tainted", deployment);
  new ubiops.Webhook("tainted-adopting", { ...deployment, adoptExisting: true });
`;

/** The same when everything in it fails. */
const FAILING = `
  new ubiops.Webhook("refused", { ...deployment, name: "refused", timeout: 20 });
  new ubiops.Webhook("gone", { ...deployment, name: "gone", timeout: 20 });
  new ubiops.Webhook("remade", { ...deployment, name: "remade", timeout: 20 });
  new ubiops.Webhook("swapped-one", { ...deployment, name: "swapped-two" });
  new ubiops.Webhook("swapped-two", { ...deployment, name: "swapped-one" });
  new ubiops.Webhook("replaced", { ...deployment, project: "refusing", objectName: "other-model" });
  new ubiops.Webhook("tainted", deployment);
  new ubiops.Webhook("tainted-adopting", { ...deployment, adoptExisting: true });
  new ubiops.Webhook("taken", { ...deployment, name: "by-hand" });
  new ubiops.Webhook("mismatched", { ...deployment, name: "of-another-object", adoptExisting: true });
  ubiops.Webhook.get("missing", "${PROJECT}/missing");
`;

/** The same as the messages say. */
const REPAIRED = `
  new ubiops.Webhook("refused", { ...deployment, name: "refused", timeout: 20 });
  new ubiops.Webhook("gone", { ...deployment, name: "gone", timeout: 20 });
  new ubiops.Webhook("remade", { ...deployment, name: "remade", timeout: 20, adoptExisting: true });
  new ubiops.Webhook("swapped-one", { ...deployment, name: "third" });
  new ubiops.Webhook("swapped-two", { ...deployment, name: "swapped-two" });
  new ubiops.Webhook("replaced", { ...deployment, project: "refusing", objectName: "other-model" });
  new ubiops.Webhook("tainted", deployment, { deleteBeforeReplace: true });
  new ubiops.Webhook("tainted-adopting", { ...deployment, adoptExisting: true });
`;

/** A state as an edit by hand might leave it. */
const EDITS: Readonly<Record<string, (properties: Record<string, unknown>) => Record<string, unknown>>> = {
  bare: ({ __provider, name, project }) => ({ __provider, name, project }),
  nulls: (properties) => ({
    ...properties,
    headers: null,
    protectedHeaders: null,
    labels: null,
    timeout: null,
    __host: null,
    __secrets: null,
  }),
  lists: (properties) => ({
    ...properties,
    headers: [{ key: "Authorization", protected: true }, null, "none"],
    protectedHeaders: { Authorization: 1 },
    labels: ["team"],
    timeout: "10",
    enabled: "yes",
    __listed: "no",
  }),
};

/** By logical name, the lines of what the preview would do to a resource. */
function updates(text: string): Record<string, string[]> {
  const [, planned = ""] = text
    .split(/^Resources:/m, 1)
    .join("")
    .split(/^ {2}pulumi:pulumi:Stack: \(same\)$/m);
  const blocks = planned.split(/^ {4}[~+-].*ubiops:(?:index:)?Webhook: /m).slice(1);
  const named = blocks.map((block): [string, string[]] => {
    const [, name = ""] = /ubiops:(?:index:)?Webhook::(\S+)\]/.exec(block) ?? [];
    const lines = block.split("\n").map((line) => line.trim().replace(/ +/g, " "));
    const changes = lines.filter((line) => /^[~+-] /.test(line)).map(normal);
    // The dynamic form tells the place of a secret that is gone, too.
    const own = changes.filter((line) => !/^- (__secrets: \[|\[0\]: "headers\/)/.test(line));
    return [name, [lines[0] ?? "", ...own]];
  });
  return Object.fromEntries(named);
}

const normal = (line: string) => line.replace(/^([~+-] [\w-]+) ?: /, "$1: ");

const byName = (headers: readonly StoredHeader[]) => headers.toSorted((one, other) => (one.key < other.key ? -1 : 1));

/** The story with one front end. Each has a file of its own, so that Jest tells them side by side. */
export const tellDrift = (frontEnd: FrontEnd) => () => {
  let run: Emulated;
  let created: SentRequest[];
  let unchanged: EngineResult;
  let unchangedHeaders: (readonly StoredHeader[])[];
  let preview: EngineResult;
  /** How many requests the refresh of the preview cost, and how many listings could grow old in that time. */
  let refreshed: number;
  let lifetimes: number;
  let healed: EngineResult;
  let writes: SentRequest[];
  let failed: EngineResult;
  let failedWrites: SentRequest[];
  let refused: StateResource;
  let foreign: readonly StoredWebhook[];
  let replaced: readonly StoredWebhook[];
  let afterFailure: readonly StoredWebhook[];
  let repaired: EngineResult;
  let repairs: SentRequest[];
  let quiet: EngineResult;
  let inTheEnd: readonly StoredWebhook[];

  beforeAll(async () => {
    run = await Emulated.start(DRIFTING + DAMAGED + IGNORING + UNNAMED + FIRST, {
      frontEnd,
      emulator: { protectedForm: FORMS[frontEnd] },
    });
    const { program, emulator } = run;
    (await program.up()).ok();
    created = run.writes();
    unchanged = await program.preview("--refresh", "--expect-no-changes");
    unchangedHeaders = emulator
      .webhooks(PROJECT)
      .filter(({ name }) => NAMES.includes(name))
      .map(({ headers }) => headers);

    for (const [name, { edit }] of Object.entries(DRIFT)) emulator.edit(PROJECT, name, edit);
    for (const [name, edit] of Object.entries(QUIET)) emulator.edit(PROJECT, name, edit);
    emulator.edit(PROJECT, "ignoring-all", { headers: IGNORED, timeout: 5 });
    emulator.edit(PROJECT, "ignoring-one", { headers: IGNORED });
    emulator.edit(PROJECT, String((await program.resource("unnamed")).outputs?.["name"]), { name: "renamed-there" });
    emulator.remove(PROJECT, "deleted");
    run.requests();
    const begun = performance.now();
    preview = await program.preview("--refresh", "--diff", "--expect-no-changes");
    lifetimes = Math.ceil((performance.now() - begun) / LISTING_MS);
    refreshed = run.requests().filter(({ project }) => project === PROJECT).length;
    healed = await program.up("--refresh");
    writes = run.writes();

    for (const name of ["gone", "remade"]) emulator.remove(PROJECT, name);
    foreign = [
      emulator.put(PROJECT, { name: "remade", url: "https://hooks.example.com/by-hand" }),
      emulator.put(PROJECT, { name: "by-hand", headers: [{ key: "X-Key", value: "canary-foreign", protected: true }] }),
      emulator.put(PROJECT, { name: "of-another-object", object_name: "other" }),
    ];
    replaced = emulator.webhooks("refusing");
    for (const name of ["tainted", "tainted-adopting"]) {
      await program.editState(name, (resource) => (resource.taint = true));
    }
    const refusal = { kind: "status", status: 422, body: { timeout: ["Not today."] } } as const;
    emulator.trouble({ ...refusal, methods: ["PATCH"], path: /\/webhooks\/refused$/ });
    const full = { kind: "status", status: 400, body: { error: "No more webhooks" } } as const;
    emulator.trouble({ ...full, methods: ["POST"], path: /\/projects\/refusing\// });
    await run.write(DRIFTING + DAMAGED + IGNORING + UNNAMED + FAILING);
    failed = await program.up("--continue-on-error");
    failedWrites = run.writes();
    refused = await program.resource("refused");
    afterFailure = [...emulator.webhooks(PROJECT), ...emulator.webhooks("refusing")];

    emulator.clearTroubles();
    for (const [name, edit] of Object.entries(EDITS)) {
      await program.editState(name, (resource) => {
        Object.assign(resource, { inputs: edit(resource.inputs ?? {}), outputs: edit(resource.outputs ?? {}) });
      });
    }
    await run.write(DRIFTING + DAMAGED + IGNORING + UNNAMED + REPAIRED);
    repaired = await program.up("--refresh");
    repairs = run.writes();
    inTheEnd = [...emulator.webhooks(PROJECT), ...emulator.webhooks("refusing")];
    quiet = await program.preview("--refresh", "--expect-no-changes");
  });
  afterAll(() => run.dispose());

  test("is quiet as long as nothing changes", () => {
    unchanged.ok();
    expect(created.every(({ method }) => method === "POST")).toBe(true);
    expect(unchangedHeaders.map(byName)).toEqual(NAMES.map(() => byName(HEADERS)));
  });

  describe("with drift", () => {
    test("is refreshed with at most five requests while a listing is young", () => {
      expect(refreshed).toBeGreaterThan(0);
      expect(refreshed).toBeLessThanOrEqual(5 * lifetimes);
    });

    test("exits with 7 in a preview with a refresh, and is healed by one update", () => {
      expect([preview, healed].map(({ code }) => code)).toEqual([7, 0]);
    });

    test.each(Object.keys(DRIFT))("of %s names it and nothing else", (name) => {
      const drift = expected(frontEnd, name);
      const shown = updates(preview.text)[name];
      expect(shown?.toSorted()).toEqual(drift && ["(update)", ...drift.shows.map(normal)].toSorted());
    });

    test.each(Object.keys(DRIFT))("of %s undoes it with one PATCH that carries only what is needed", (name) => {
      const drift = expected(frontEnd, name);
      const called = DRIFT[name]?.edit.name ?? name;
      const patches = writes.filter((write) => write.method === "PATCH" && write.name === called);
      const order = (body: unknown): unknown =>
        typeof body === "object" && body !== null && "headers" in body && Array.isArray(body.headers)
          ? { ...body, headers: body.headers.map((header) => JSON.stringify(header)).toSorted() }
          : body;
      expect(patches.map(({ body }) => order(body))).toEqual(drift ? [order(drift.heals)] : []);
    });

    test("creates again what was deleted, as the preview shows", () => {
      expect(updates(preview.text)["deleted"]?.[0]).toBe("(create)");
      expect(writes.filter(({ method }) => method === "POST").map(({ body }) => body)).toMatchObject([
        { name: "deleted" },
      ]);
    });

    test("of an automatic name is healed like any other", () => {
      const bodies = writes.filter(({ name }) => name === "renamed-there").map(({ body }) => body);
      expect(updates(preview.text)["unnamed"]).toContainEqual(
        expect.stringMatching(/~ name: "renamed-there" => "unnamed-/),
      );
      expect(bodies).toEqual([{ name: expect.stringMatching(/^unnamed-[0-9a-f]{8}$/) as string }]);
    });

    test("leaves ignored headers as they are at the service, and heals the others", () => {
      const bodies = (name: string) => writes.filter((write) => write.name === name).map(({ body }) => body);
      expect(bodies("ignoring-all")).toEqual([{ timeout: 10 }]);
      const repaired = HEADERS.map((header) => ({
        ...header,
        value: header.protected ? null : header.key === "X-Stage" ? "other" : header.value,
      }));
      const [body] = bodies("ignoring-one");
      expect(byName(body?.["headers"] as StoredHeader[])).toEqual(byName(repaired as StoredHeader[]));
    });

    test("has none if only the order or the letter case of headers changed", () => {
      const shown = updates(preview.text);
      expect(Object.keys(QUIET).filter((name) => shown[name])).toEqual([]);
    });
  });

  describe("when an update fails", () => {
    test.each<[what: string, message: RegExp]>([
      [
        "the service refuses it",
        /The UbiOps API does not accept timeout of webhook "refused" in project "shop" at \S+: .* UbiOps says: timeout: Not today\. \(PATCH \/projects\/shop\/webhooks\/refused, status 422\)/,
      ],
      [
        "the webhook is gone",
        /webhook "gone" \([0-9a-f-]{36}\) of project "shop" no longer exists.*Run "pulumi up --refresh" to create it again/,
      ],
      ["another one has its name", /webhook "remade" \([0-9a-f-]{36}\) of project "shop" no longer exists/],
      ["two webhooks swap names", /Two webhooks that swap names need two updates and a third name\./],
      ["its replacement is refused", /No more webhooks/],
      [
        "its replacement is forced under an automatic name",
        /A webhook called "tainted-[0-9a-f]{8}" already exists.*deleteBeforeReplace: true/,
      ],
      ["its name is taken", /A webhook called "by-hand" already exists.*adoptExisting: true.*pulumi import.*aliases/],
      [
        "it is to adopt one of another object",
        /"of-another-object" of project "shop" cannot be adopted: it has another objectName\./,
      ],
      ["what it reads is not there", /There is no webhook "missing" in project "shop"/],
    ])("since %s, that is told in a line", (_, message) => {
      expect(failed.code).not.toBe(0);
      expect(failed.text.split("\n")).toContainEqual(expect.stringMatching(message));
    });

    test("no stack is shown, and none of the damage in the state", () => {
      expect(failed.text + repaired.text).not.toMatch(
        /^\s+at |node:internal|\.js:\d+|TypeError|Cannot read|undefined/m,
      );
    });

    test("nothing is written but what was asked for", () => {
      expect(failedWrites.filter(({ status }) => status !== null && status < 400)).toMatchObject([
        { method: "PATCH", name: expect.stringMatching(/^tainted-adopting-/) as string },
      ]);
      for (const webhook of [...foreign, ...replaced]) expect(afterFailure).toContainEqual(webhook);
      expect(refused.outputs).toMatchObject({ timeout: 10 });
    });

    test("a webhook that its own replacement adopts is not deleted", () => {
      expect(failed.text).toContain("is not deleted, since this update has just taken it over");
    });
  });

  describe("after that", () => {
    test("goes on as the messages say, and is quiet then", () => {
      repaired.ok();
      quiet.ok();
      const [remade, taken, other] = foreign;
      const names = inTheEnd.map(({ name }) => withoutSuffix(name)).sort();
      const own = ["refused", "gone", "remade", "third", "swapped-two", "replaced", "tainted", "tainted-adopting"];
      expect(names).toEqual(
        [
          ...NAMES,
          ...Object.keys(EDITS),
          ...own,
          "ignoring-all",
          "ignoring-one",
          "unnamed",
          "by-hand",
          "of-another-object",
        ].sort(),
      );
      expect(inTheEnd).toEqual(expect.arrayContaining([taken, other]));
      expect(inTheEnd.find(({ name }) => name === "remade")).toMatchObject({
        id: remade?.id,
        url: expect.stringMatching(/\/ubiops$/) as string,
        timeout: 20,
      });
      expect(inTheEnd.find(({ name }) => name === "refused")).toMatchObject({ timeout: 20 });
    });

    test("has repaired what was damaged in its state, and made no second webhook", () => {
      const damaged = inTheEnd.filter(({ name }) => Object.keys(EDITS).includes(name));
      const right = { url: "https://hooks.example.com/ubiops", labels: { team: "ml" }, enabled: true, timeout: 10 };
      const headers = [
        { key: "X-Plain", value: "plain", protected: false },
        { key: "Authorization", value: "Bearer canary", protected: true },
      ];
      expect(damaged).toEqual(Object.keys(EDITS).map(() => expect.objectContaining({ ...right, headers }) as unknown));
      const remade = repairs.filter(
        ({ method, body }) => method === "POST" && Object.keys(EDITS).includes(String(body?.["name"])),
      );
      expect(remade).toEqual([]);
    });
  });
};
