import type { StoredHeader, WebhookFields } from "../../emulator/src";
import { leaks } from "../../tools/support/canaries";
import { Emulated, PROJECT, type SentRequest } from "../../tools/support/emulated";
import type { EngineResult } from "../../tools/program/engine-command";

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
    // The place of the secret goes with it.
    shows: ["~ headers: {", "- X-Key: [secret]", ...NEW_KEY, "- __secrets: [", '- [0]: "headers/X-Key"'],
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

/** The forms in which a service returns protected headers. The others are tried on the verbs. */
const FORMS = ["null", "absent"] as const;
type Form = (typeof FORMS)[number];

/** How long the provider goes on with a listing, in milliseconds. */
const LISTING_MS = 10_000;

const NAMES = [...Object.keys(DRIFT), ...Object.keys(QUIET), "deleted"];

const expected = (form: Form, name: string): Pick<Case, "shows" | "heals"> | undefined => {
  const drift = DRIFT[name];
  return form === "absent" && drift?.unlisted !== undefined ? (drift.unlisted ?? undefined) : drift;
};

const mapOf = (isProtected: boolean) =>
  JSON.stringify(
    Object.fromEntries(
      HEADERS.filter((header) => header.protected === isProtected).map(({ key, value }) => [key, value]),
    ),
  );
const declaration = `headers: ${mapOf(false)}, protectedHeaders: ${mapOf(true)}`;

/** By logical name, the lines of what the preview would do to a resource. */
function updates(text: string): Record<string, string[]> {
  const [, planned = ""] = text
    .split(/^Resources:/m, 1)
    .join("")
    .split(/^ {2}pulumi:pulumi:Stack: \(same\)$/m);
  const blocks = planned.split(/^ {4}[~+-].*ubiops:Webhook: /m).slice(1);
  const named = blocks.map((block): [string, string[]] => {
    const [, name = ""] = /ubiops:Webhook::(\S+)\]/.exec(block) ?? [];
    const lines = block.split("\n").map((line) => line.trim().replace(/ +/g, " "));
    return [
      name,
      [
        lines[0] ?? "",
        ...lines.filter((line) => /^[~+-] /.test(line)).map((line) => line.replace(/^([~+-] [\w-]+) ?: /, "$1: ")),
      ],
    ];
  });
  return Object.fromEntries(named);
}

const normal = (line: string) => line.replace(/^([~+-] [\w-]+) ?: /, "$1: ");

const byName = (headers: readonly StoredHeader[]) => headers.toSorted((one, other) => (one.key < other.key ? -1 : 1));

describe.each(FORMS)("with a service that returns protected headers in the form %s", (form) => {
  let run: Emulated;
  /** What the engine says before anything is changed, and what the service is asked to write then. */
  let unchanged: EngineResult[];
  let unchangedWrites: SentRequest[];
  let unchangedHeaders: (readonly StoredHeader[])[];
  let preview: EngineResult;
  /** How many requests the refresh of the preview cost, and how many listings could grow old in that time. */
  let refreshed: number;
  let lifetimes: number;
  let healed: EngineResult;
  let writes: SentRequest[];
  let quiet: EngineResult;

  beforeAll(async () => {
    run = await Emulated.start(
      `for (const name of ${JSON.stringify(NAMES)}) {
        new ubiops.Webhook(name, { ...deployment, name, description: "first", labels: { team: "ml" }, ${declaration} });
      }`,
      { emulator: { protectedForm: form } },
    );
    const { program, emulator } = run;
    (await program.up()).ok();
    run.requests();
    unchanged = [
      await program.preview("--refresh", "--expect-no-changes"),
      await program.refresh("--expect-no-changes"),
      await program.up("--expect-no-changes"),
    ];
    unchangedWrites = run.writes();
    unchangedHeaders = emulator.webhooks(PROJECT).map(({ headers }) => headers);

    for (const [name, { edit }] of Object.entries(DRIFT)) emulator.edit(PROJECT, name, edit);
    for (const [name, edit] of Object.entries(QUIET)) emulator.edit(PROJECT, name, edit);
    emulator.remove(PROJECT, "deleted");
    const begun = performance.now();
    preview = await program.preview("--refresh", "--diff", "--expect-no-changes");
    lifetimes = Math.ceil((performance.now() - begun) / LISTING_MS);
    refreshed = run.requests().length;
    healed = await program.up("--refresh");
    writes = run.writes();
    quiet = await program.preview("--refresh", "--expect-no-changes");
  });
  afterAll(() => run.dispose());

  test("what is unchanged stays quiet in a preview with a refresh, a refresh and an update", () => {
    expect(unchanged.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(unchangedWrites).toEqual([]);
    expect(unchangedHeaders.map(byName)).toEqual(NAMES.map(() => byName(HEADERS)));
  });

  test("the refresh of all webhooks costs at most five requests while a listing is young", () => {
    expect(refreshed).toBeGreaterThan(0);
    expect(refreshed).toBeLessThanOrEqual(5 * lifetimes);
  });

  test("a preview with a refresh exits with 7, the update heals all, and then there is no drift", () => {
    expect([preview, healed, quiet].map(({ code }) => code)).toEqual([7, 0, 0]);
  });

  test.each(Object.keys(DRIFT))("the preview names the drift of %s and nothing else", (name) => {
    const drift = expected(form, name);
    const shown = updates(preview.text)[name];
    expect(shown?.map(normal).toSorted()).toEqual(drift && ["(update)", ...drift.shows.map(normal)].toSorted());
  });

  test.each(Object.keys(DRIFT))("one PATCH undoes the drift of %s and carries only what is needed", (name) => {
    const drift = expected(form, name);
    const called = DRIFT[name]?.edit.name ?? name;
    const patches = writes.filter((write) => write.method === "PATCH" && write.name === called);
    const order = (body: unknown): unknown =>
      typeof body === "object" && body !== null && "headers" in body && Array.isArray(body.headers)
        ? { ...body, headers: body.headers.map((header) => JSON.stringify(header)).toSorted() }
        : body;
    expect(patches.map(({ body }) => order(body))).toEqual(drift ? [order(drift.heals)] : []);
  });

  test("what was deleted is shown as a creation and created again", () => {
    expect(updates(preview.text)["deleted"]?.[0]).toBe("(create)");
    expect(writes.filter(({ method }) => method === "POST").map(({ body }) => body)).toMatchObject([
      { name: "deleted" },
    ]);
  });

  test("another order or letter case of the headers is no drift", () => {
    const shown = updates(preview.text);
    expect(Object.keys(QUIET).filter((name) => shown[name])).toEqual([]);
  });

  test("no secret is in any text, nor a value that was protected at the service", async () => {
    expect(leaks(await run.program.texts())).toEqual([]);
  });
});
