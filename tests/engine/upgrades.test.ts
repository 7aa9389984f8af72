import type { StoredHeader, StoredWebhook } from "../../emulator/src";
import { endAll } from "../../tools/support/end-all";
import { type Receiver, startReceiver } from "../../tools/support/receiver";
import { type Fixture, presentVersion, readFixture, versions } from "../../tools/upgrades/fixture";
import { PROJECTS, startVersion, type VersionRun } from "../../tools/upgrades/version-run";

const NEXT_TOKEN = "canary-of-the-next-callback-token";

const byKey = (headers: readonly StoredHeader[]) => headers.toSorted((one, other) => one.key.localeCompare(other.key));

/** A webhook without the moment of its last change, and without the order of its headers, which means nothing. */
const comparable = (webhook: StoredWebhook) => ({ ...webhook, last_updated: "", headers: byKey(webhook.headers) });

const byName = (one: { name?: string | undefined }, other: { name?: string | undefined }) =>
  String(one.name).localeCompare(String(other.name));

/** A stack of the present version has its own tests; its fixture is for the next one. */
const earlier = versions().filter((version) => version !== presentVersion());

test("the present version has a fixture, which `npm run upgrade:fixture` makes", async () => {
  expect((await readFixture(presentVersion())).state).toContain(":Webhook");
});

describe.each(earlier)("A stack of version %s", (version) => {
  let fixture: Fixture;
  let receiver: Receiver;
  let started: VersionRun;
  let recorded: StoredWebhook[];
  let owned: (webhook: StoredWebhook) => boolean;
  beforeAll(async () => {
    [fixture, receiver] = [await readFixture(version), await startReceiver()];
    started = await startVersion(fixture);
    recorded = webhooks();
    const { program } = started.run;
    (await program.run("stack", "import", "--file", "state.json")).ok();
    const ids = (await resourcesOf("Webhook"))
      .filter(({ external }) => external !== true)
      .map(({ id }) => id?.split("/").at(-1));
    owned = ({ id }) => ids.includes(id);
    expect(recorded.filter(owned)).toHaveLength(ids.length);
  });
  afterAll(() =>
    endAll(
      () => started.end(),
      () => receiver.close(),
    ),
  );

  const resourcesOf = async (type: string) =>
    (await started.run.program.state()).resources.filter((resource) => resource.type.endsWith(`:${type}`));
  const webhooks = () => PROJECTS.flatMap((project) => started.run.emulator.webhooks(project));

  test("needs at most one update, which sends nothing, and then shows no difference, with a refresh too", async () => {
    const { program } = started.run;
    const upgraded = (await program.up()).ok();
    expect(upgraded.text).not.toMatch(/ replaced| created| deleted/);
    (await program.preview("--refresh", "--expect-no-changes")).ok();
    expect(started.run.writes()).toEqual([]);
    expect(receiver.arrivals).toEqual([]);
  });

  test("is updated by one request for each webhook that is declared otherwise, and loses nothing", async () => {
    const { program } = started.run;
    const { callbackUrl, callbackToken } = fixture.config;
    const next = (text: string) =>
      text.replaceAll(callbackUrl, receiver.url).replaceAll(callbackToken.secret, NEXT_TOKEN);
    const expected = recorded.map((webhook) => JSON.parse(next(JSON.stringify(webhook))) as StoredWebhook);
    const patches = expected.flatMap((webhook, index) => patchOf(recorded[index] ?? webhook, webhook));

    await program.configure({ ...fixture.config, callbackUrl: receiver.url, callbackToken: { secret: NEXT_TOKEN } });
    (await program.up()).ok();
    const sent = started.run.writes();
    const patched = sent.flatMap(({ method, name, body = {} }) => (method === "PATCH" ? [{ name, body }] : []));
    expect(patched.map(inOrder).sort(byName)).toEqual(patches.map(inOrder).sort(byName));
    expect(sent.filter(({ method }) => method === "DELETE")).toEqual([]);
    expect(webhooks().map(comparable)).toEqual(expected.map(comparable));

    const tests = await resourcesOf("WebhookTest");
    expect(receiver.arrivals).toHaveLength(tests.length);
    expect(tests.map(({ outputs }) => outputs?.["status"])).toEqual(tests.map(() => "completed"));
  });

  test("has no difference in a refresh either, which finds it at the service's present port", async () => {
    (await started.run.program.refresh("--expect-no-changes")).ok();
    const hosts = (await resourcesOf("Webhook")).map(({ outputs }) => outputs?.["__host"]);
    expect([...new Set(hosts)]).toEqual([started.run.emulator.url]);
    expect(started.run.writes()).toEqual([]);
  });

  test("is destroyed, and nothing else with it", async () => {
    (await started.run.program.destroy()).ok();
    expect(webhooks()).toEqual(recorded.filter((webhook) => !owned(webhook)));
    expect((await started.run.program.state()).resources).toEqual([]);
  });
});

/** A request with its headers by name: their order means nothing. */
function inOrder({ name, body }: { name: string | undefined; body: object }): {
  name: string | undefined;
  body: object;
} {
  const headers: unknown = Reflect.get(body, "headers");
  if (!Array.isArray(headers)) return { name, body };
  return { name, body: { ...body, headers: byKey(headers as StoredHeader[]) } };
}

/** The request that turns one webhook into the other; none if they are the same. */
function patchOf(before: StoredWebhook, after: StoredWebhook): { name: string; body: object }[] {
  const isOther = (field: string) =>
    JSON.stringify(Reflect.get(before, field)) !== JSON.stringify(Reflect.get(after, field));
  const changed = Object.entries(after).filter(([field]) => isOther(field));
  if (changed.length === 0) return [];
  const fields = Object.fromEntries(changed);
  return [
    {
      name: before.name,
      body: isOther("headers") ? { ...fields, headers: after.headers.map(keepingFrom(before)) } : fields,
    },
  ];
}

/** A header as it is sent: a protected one that stays has no value, so that the service keeps its own. */
const keepingFrom = (before: StoredWebhook) => (header: StoredHeader) => {
  const stays = before.headers.some(({ key, value }) => key === header.key && value === header.value);
  return header.protected && stays ? { ...header, value: null } : header;
};
