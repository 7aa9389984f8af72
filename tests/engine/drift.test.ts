import { type ProtectedForm, PROTECTED_FORMS, type StoredHeader, type WebhookFields } from "../../emulator/src";
import { leaks } from "../../tools/support/canaries";
import { Emulated, type SentRequest } from "../../tools/support/emulated";
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
  /** What somebody changes at the service. */
  readonly edit: Partial<WebhookFields>;
  /** The changes that the preview names, line by line. */
  readonly shows: readonly string[];
  /** The PATCH that undoes it. */
  readonly heals: object;
  /** The same where the service does not list protected headers; null: nothing of it can be seen. */
  readonly unlisted?: Pick<Case, "shows" | "heals"> | null;
}

const NEW_KEY = ["~ headers: {", "+ X-Key: {", "+ protected: true", "+ revision : 1", "+ value : [secret]"];

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
    shows: ["~ headers: {", "~ X-Stage: {", '~ value: "other" => "prod"'],
    heals: sent(),
  },
  "plain-added": {
    edit: { headers: [...HEADERS, { key: "X-New", value: "new", protected: false }] },
    shows: ["~ headers: {", "- X-New: {", '- value: "new"'],
    heals: sent(),
  },
  "plain-removed": {
    edit: { headers: but("X-Stage") },
    shows: ["~ headers: {", "+ X-Stage: {", '+ value: "prod"'],
    heals: sent(),
  },
  "plain-renamed": {
    edit: { headers: but("X-Stage", { key: "X-Other" }) },
    shows: ["~ headers: {", "+ X-Stage: {", '+ value: "prod"', "- X-Other: {", '- value: "prod"'],
    heals: sent(),
  },
  "made-protected": {
    edit: { headers: but("X-Stage", { protected: true }) },
    shows: ["~ headers: {", "~ X-Stage: {", "- protected: true", '+ value : "prod"'],
    heals: sent(),
    unlisted: { shows: ["~ headers: {", "+ X-Stage: {", '+ value: "prod"'], heals: sent() },
  },
  "made-plain": {
    edit: { headers: but("X-Key", { protected: false }) },
    shows: ["~ headers: {", "~ X-Key: {", "+ protected: true", "+ revision : 1", "- secret : true"],
    heals: sent("X-Key"),
  },
  "protected-added": {
    edit: { headers: [...HEADERS, { key: "X-Foreign", value: "canary-three", protected: true }] },
    shows: ["~ headers: {", "- X-Foreign: {", "- protected: true"],
    heals: sent(),
    unlisted: null,
  },
  "protected-removed": { edit: { headers: but("X-Key") }, shows: NEW_KEY, heals: sent("X-Key"), unlisted: null },
  "protected-renamed": {
    edit: { headers: but("X-Key", { key: "X-Other-Key" }) },
    shows: [...NEW_KEY, "- X-Other-Key: {", "- protected: true"],
    heals: sent("X-Key"),
    unlisted: null,
  },
  "every-protected-removed": {
    edit: { headers: HEADERS.filter((header) => !header.protected) },
    shows: [
      "~ headers: {",
      "+ Authorization: {",
      "+ protected: true",
      "+ revision : 1",
      "+ value : [secret]",
      ...NEW_KEY.slice(1),
    ],
    heals: sent("Authorization", "X-Key"),
    unlisted: null,
  },
};

/** What is changed and is no drift. */
const QUIET: Readonly<Record<string, Partial<WebhookFields>>> = {
  "header-order": { headers: HEADERS.toReversed() },
  "header-case": { headers: HEADERS.map((header) => ({ ...header, key: header.key.toUpperCase() })) },
};

/** How long the provider goes on with a listing, in milliseconds. */
const LISTING_MS = 10_000;

const NAMES = [...Object.keys(DRIFT), ...Object.keys(QUIET), "deleted"];

const expected = (form: ProtectedForm, name: string): Pick<Case, "shows" | "heals"> | undefined => {
  const drift = DRIFT[name];
  return form === "absent" && drift?.unlisted !== undefined ? (drift.unlisted ?? undefined) : drift;
};

const declaration = JSON.stringify(
  HEADERS.map(({ key, value, protected: hidden }) => (hidden ? { key, value, protected: true } : { key, value })),
);

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

/** Every form has a project of its own. */
const protectedForm = (project: string): ProtectedForm => PROTECTED_FORMS.find((form) => form === project) ?? "null";

let run: Emulated;
/** What the engine says before anything is changed, and what the service is asked to write then. */
let unchanged: EngineResult[];
let unchangedWrites: SentRequest[];
let unchangedHeaders: (readonly StoredHeader[])[];
let preview: EngineResult;
/** How many requests the preview's refresh cost in each project, and how many listings could grow old in that time. */
let refreshed: number[];
let lifetimes: number;
let healed: EngineResult;
let writes: SentRequest[];
let quiet: EngineResult;

const cases = PROTECTED_FORMS.flatMap((form) => Object.keys(DRIFT).map((name) => [form, name] as const));
const writesIn = (form: ProtectedForm) => writes.filter(({ project }) => project === form);

beforeAll(async () => {
  run = await Emulated.start(
    `for (const project of ${JSON.stringify(PROTECTED_FORMS)}) {
      for (const name of ${JSON.stringify(NAMES)}) {
        new ubiops.Webhook(project + "/" + name, { ...deployment, project, name, description: "first", labels: { team: "ml" }, headers: ${declaration} });
      }
    }`,
    { emulator: { protectedForm } },
  );
  const { program, emulator } = run;
  (await program.up()).ok();
  run.requests();
  unchanged = [
    await program.preview("--expect-no-changes"),
    await program.preview("--refresh", "--expect-no-changes"),
    await program.up("--expect-no-changes"),
    await program.refresh("--expect-no-changes"),
    await program.up("--expect-no-changes"),
  ];
  unchangedWrites = run.writes();
  unchangedHeaders = PROTECTED_FORMS.flatMap((project) => emulator.webhooks(project).map(({ headers }) => headers));

  for (const project of PROTECTED_FORMS) {
    for (const [name, { edit }] of Object.entries(DRIFT)) emulator.edit(project, name, edit);
    for (const [name, edit] of Object.entries(QUIET)) emulator.edit(project, name, edit);
    emulator.remove(project, "deleted");
  }
  const begun = performance.now();
  preview = await program.preview("--refresh", "--diff", "--expect-no-changes");
  lifetimes = Math.ceil((performance.now() - begun) / LISTING_MS);
  const requests = run.requests();
  refreshed = PROTECTED_FORMS.map((project) => requests.filter((request) => request.project === project).length);
  healed = await program.up("--refresh");
  writes = run.writes();
  quiet = await program.preview("--refresh", "--expect-no-changes");
});
afterAll(() => run.dispose());

test("what nobody changed stays quiet in preview, preview --refresh, up, refresh and up again, in every form", () => {
  expect(unchanged.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(unchangedWrites).toEqual([]);
  const byName = (headers: readonly StoredHeader[]) => headers.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  expect(unchangedHeaders.map(byName)).toEqual(PROTECTED_FORMS.flatMap(() => NAMES.map(() => byName(HEADERS))));
});

test("the refresh of all webhooks costs at most five requests in each project while a listing is young", () => {
  expect(Math.min(...refreshed)).toBeGreaterThan(0);
  // Two reads that come alone, the listing, the deleted webhook by its name, and whether another one shows protected headers.
  expect(Math.max(...refreshed)).toBeLessThanOrEqual(5 * lifetimes);
});

test("a preview with a refresh exits 7, the update that heals succeeds, and then there is none any more", () => {
  expect(preview.code).toBe(7);
  expect(healed.code).toBe(0);
  expect(quiet.code).toBe(0);
});

test.each(cases)("%s: the preview names the drift of %s and nothing else", (form, name) => {
  const drift = expected(form, name);
  const shown = updates(preview.text)[`${form}/${name}`];
  expect(shown?.map(normal).toSorted()).toEqual(drift && ["(update)", ...drift.shows.map(normal)].toSorted());
});

test.each(cases)("%s: one PATCH undoes the drift of %s and carries only what is needed", (form, name) => {
  const drift = expected(form, name);
  const called = DRIFT[name]?.edit.name ?? name;
  const bodies = writesIn(form)
    .filter((write) => write.method === "PATCH" && write.name === called)
    .map(({ body }) => body);
  const order = (body: unknown): unknown =>
    typeof body === "object" && body !== null && "headers" in body && Array.isArray(body.headers)
      ? { ...body, headers: body.headers.map((header) => JSON.stringify(header)).toSorted() }
      : body;
  expect(bodies.map(order)).toEqual(drift ? [order(drift.heals)] : []);
});

test.each(PROTECTED_FORMS)("%s: what somebody deleted is shown as a creation and created again", (form) => {
  expect(updates(preview.text)[`${form}/deleted`]?.[0]).toBe("(create)");
  expect(
    writesIn(form)
      .filter(({ method }) => method === "POST")
      .map(({ body }) => body),
  ).toMatchObject([{ name: "deleted" }]);
});

test.each(PROTECTED_FORMS)("%s: another order or letter case of the headers is no drift", (form) => {
  const shown = updates(preview.text);
  expect(Object.keys(QUIET).filter((name) => shown[`${form}/${name}`])).toEqual([]);
});

test("no secret is in any text, nor what somebody else protected", async () => {
  expect(leaks(await run.program.texts())).toEqual([]);
});
