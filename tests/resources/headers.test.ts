import {
  type Emulator,
  type ProtectedForm,
  startEmulator,
  type StoredHeader,
  type WebhookFields,
} from "../../emulator/src";
import type { Properties } from "../../provider/resources/types";
import { LEAST, Process, type Stored } from "../support/verbs";

const AUTHORIZATION: StoredHeader = { key: "Authorization", value: "Bearer canary-1", protected: true };
const KEY: StoredHeader = { key: "X-Key", value: "canary-2", protected: true };
const STAGE: StoredHeader = { key: "X-Stage", value: "prod", protected: false };
const DECLARED = {
  ...LEAST,
  headers: { "X-Stage": "prod" },
  protectedHeaders: { Authorization: "Bearer canary-1", "X-Key": "canary-2" },
};

const kept = ({ key }: StoredHeader) => ({ key, value: null, protected: true });

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const edit = (patch: Partial<WebhookFields>) => emulator.edit("shop", "finished", patch);
const held = () => emulator.webhooks("shop").flatMap(({ headers }) => headers);
const patches = () => emulator.requests.filter(({ method }) => method === "PATCH").map(({ body }) => body);
/** The headers of the last update. */
const sent = () => (patches().at(-1) as { readonly headers?: unknown } | undefined)?.headers;

// Each is a process of its own, as in one command after the other.
const create = (declared: Properties = DECLARED) => new Process(emulator).create(declared);
const refresh = (stored: Stored) => new Process(emulator).refresh(stored);
const changes = (stored: Stored, declared: Properties = DECLARED) => new Process(emulator).changes(stored, declared);
const update = (stored: Stored, declared: Properties = DECLARED) => new Process(emulator).update(stored, declared);

describe.each<ProtectedForm>(["null", "absent"])("With a service that shows protected headers as %s", (form) => {
  const isListed = form !== "absent";
  let stored: Stored;
  beforeEach(async () => {
    emulator.setProtectedForm(form);
    stored = await create();
  });

  test("a webhook is quiet after every refresh, and its state keeps the declared values", async () => {
    const once = await refresh(stored);
    const twice = await refresh(once);
    expect(changes(once)).toEqual([]);
    expect(changes(twice)).toEqual([]);
    expect(twice.recorded.state).toMatchObject({
      headers: DECLARED.headers,
      protectedHeaders: DECLARED.protectedHeaders,
      __listed: isListed,
    });
  });

  test("a rotation is a change of that header and sends no other protected value", async () => {
    const rotated = {
      ...DECLARED,
      protectedHeaders: { ...DECLARED.protectedHeaders, Authorization: "Bearer canary-3" },
    };
    expect(changes(stored, rotated)).toEqual(["protectedHeaders/Authorization"]);
    const updated = await update(stored, rotated);
    expect(sent()).toEqual([STAGE, { ...AUTHORIZATION, value: "Bearer canary-3" }, kept(KEY)]);
    expect(held()).toEqual([STAGE, { ...AUTHORIZATION, value: "Bearer canary-3" }, KEY]);
    expect(changes(await refresh(updated), rotated)).toEqual([]);
  });

  test("a changed plain header sends no protected value", async () => {
    await update(stored, { ...DECLARED, headers: { "X-Stage": "test" } });
    expect(sent()).toEqual([{ ...STAGE, value: "test" }, kept(AUTHORIZATION), kept(KEY)]);
    expect(held()).toEqual([{ ...STAGE, value: "test" }, AUTHORIZATION, KEY]);
  });

  test("an update of something else sends no headers", async () => {
    await update(stored, { ...DECLARED, timeout: 20 });
    expect(patches()).toEqual([{ timeout: 20 }]);
  });

  test("a protected header that gets another letter case in the program is sent with its value", async () => {
    const { Authorization: value, ...others } = DECLARED.protectedHeaders;
    const respelled = { ...DECLARED, protectedHeaders: { ...others, AUTHORIZATION: value } };
    expect(changes(stored, respelled)).toEqual(["protectedHeaders/AUTHORIZATION", "protectedHeaders/Authorization"]);
    expect(changes(await refresh(await update(stored, respelled)), respelled)).toEqual([]);
    expect(held()).toContainEqual({ ...AUTHORIZATION, key: "AUTHORIZATION" });
  });

  test.each<[what: string, there: readonly StoredHeader[], listed: string[], unlisted: string[]]>([
    ["a protected header that was removed", [AUTHORIZATION, STAGE], ["protectedHeaders/X-Key"], []],
    [
      "a protected header that was added",
      [AUTHORIZATION, KEY, STAGE, { ...KEY, key: "X-New" }],
      ["protectedHeaders/X-New"],
      [],
    ],
    [
      "a protected header that was given another name",
      [AUTHORIZATION, { ...KEY, key: "X-Other" }, STAGE],
      ["protectedHeaders/X-Key", "protectedHeaders/X-Other"],
      [],
    ],
    [
      "a protected header that was made plain",
      [AUTHORIZATION, { ...KEY, protected: false }, STAGE],
      ["headers/X-Key", "protectedHeaders/X-Key"],
      ["headers/X-Key", "protectedHeaders/X-Key"],
    ],
    [
      "a plain header that was made protected",
      [AUTHORIZATION, KEY, { ...STAGE, protected: true }],
      ["headers/X-Stage", "protectedHeaders/X-Stage"],
      ["headers/X-Stage"],
    ],
    [
      "a plain value that was changed",
      [AUTHORIZATION, KEY, { ...STAGE, value: "test" }],
      ["headers/X-Stage"],
      ["headers/X-Stage"],
    ],
    ["a plain header that was removed", [AUTHORIZATION, KEY], ["headers/X-Stage"], ["headers/X-Stage"]],
    [
      "a plain header that was added",
      [AUTHORIZATION, KEY, STAGE, { ...STAGE, key: "X-Team" }],
      ["headers/X-Team"],
      ["headers/X-Team"],
    ],
    [
      "all headers removed",
      [],
      ["headers/X-Stage", "protectedHeaders/Authorization", "protectedHeaders/X-Key"],
      ["headers/X-Stage"],
    ],
  ])(
    "%s shows by name as far as the service lists it, and an update puts it right",
    async (_what, there, listed, unlisted) => {
      edit({ headers: there });
      const seen = await refresh(stored);
      const expected = isListed ? listed : unlisted;
      expect(changes(seen)).toEqual(expected);
      if (expected.length === 0) return;
      const healed = await update(seen);
      expect(held()).toEqual([STAGE, AUTHORIZATION, KEY]);
      expect(changes(await refresh(healed))).toEqual([]);
    },
  );

  test("the same value in a plain and in a protected header is never a difference", async () => {
    const twins = {
      ...LEAST,
      name: "twins",
      headers: { "X-Plain": "canary-2" },
      protectedHeaders: { "X-Key": "canary-2" },
    };
    const once = await refresh(await create(twins));
    const twice = await refresh(once);
    expect([changes(once, twins), changes(twice, twins)]).toEqual([[], []]);
    expect(twice.recorded.secrets).toEqual([]);
  });
});

test.each<ProtectedForm>(["mask", "omit", "clear"])(
  "a service that shows protected headers as %s: quiet, rotated, quiet, removed, put right, and nothing of its answers kept",
  async (form) => {
    emulator.setProtectedForm(form);
    const seen = await refresh(await create());
    expect(changes(seen)).toEqual([]);

    const rotated = { ...DECLARED, protectedHeaders: { ...DECLARED.protectedHeaders, "X-Key": "canary-3" } };
    const updated = await update(seen, rotated);
    expect(sent()).toEqual([STAGE, kept(AUTHORIZATION), { ...KEY, value: "canary-3" }]);
    expect(changes(await refresh(updated), rotated)).toEqual([]);

    edit({ headers: [{ ...AUTHORIZATION, value: "elsewhere" }, STAGE] });
    const drifted = await refresh(updated);
    expect(changes(drifted, rotated)).toEqual(["protectedHeaders/X-Key"]);
    expect(JSON.stringify(drifted)).not.toMatch(/elsewhere|\*\*\*/);
    const healed = await update(drifted, rotated);
    expect(sent()).toEqual([STAGE, kept(AUTHORIZATION), { ...KEY, value: "canary-3" }]);
    expect(changes(await refresh(healed), rotated)).toEqual([]);
  },
);

describe("A protected header that was made plain at the service", () => {
  const PLACE = "headers/Authorization";
  const OPEN = { ...AUTHORIZATION, value: "canary-of-the-service", protected: false };
  let stored: Stored;
  beforeEach(async () => {
    stored = await create();
    edit({ headers: [OPEN, KEY, STAGE] });
  });

  test("is a secret in every refresh until it is put right", async () => {
    const once = await refresh(stored);
    const twice = await refresh(once);
    for (const seen of [once, twice]) {
      expect(seen.recorded.secrets).toEqual([PLACE]);
      expect(seen.inputs.secrets).toEqual([PLACE]);
      expect(seen.recorded.state).toMatchObject({ headers: { Authorization: OPEN.value } });
    }
    const healed = await update(twice);
    expect(healed.recorded.secrets).toEqual([]);
    expect((await refresh(healed)).recorded.secrets).toEqual([]);
  });

  test("and is plain in the program too, costs one update that sends nothing, and is quiet then", async () => {
    const accepted = {
      ...DECLARED,
      headers: { ...DECLARED.headers, Authorization: OPEN.value },
      protectedHeaders: { "X-Key": "canary-2" },
    };
    const seen = await refresh(stored);
    expect(changes(seen, accepted)).toEqual(["(nothing)"]);
    const updated = await update(seen, accepted);
    expect(patches()).toEqual([]);
    expect(changes(await refresh(updated), accepted)).toEqual([]);
  });
});

test("a plain header that only the service has is a secret if it is named like a credential", async () => {
  const stored = await create();
  const added = ["X-Api-Key", "Cookie", "X-Team"].map((key) => ({ ...STAGE, key }));
  edit({ headers: [AUTHORIZATION, KEY, STAGE, ...added] });
  expect((await refresh(stored)).recorded.secrets).toEqual(["headers/X-Api-Key", "headers/Cookie"]);
});

test("secrets of the program are the same after a refresh, in whatever order it tells them", async () => {
  const secret = { secrets: ["headers/X-Stage", "url"] };
  const seen = await refresh(await new Process(emulator).create(DECLARED, secret));
  expect(seen.recorded.secrets.toSorted()).toEqual(secret.secrets);
  expect(new Process(emulator).changes(seen, DECLARED, secret)).toEqual([]);
});

test("a field that the program makes a secret is one after a refresh, and changing that sends nothing", async () => {
  const secret = { secrets: ["headers", "url"] };
  const stored = await new Process(emulator).create(DECLARED, secret);
  const seen = await refresh(stored);
  expect(seen.recorded.secrets).toEqual(["headers", "url"]);
  expect(new Process(emulator).changes(seen, DECLARED, secret)).toEqual([]);
  expect(changes(seen)).toEqual(["(nothing)"]);
  const updated = await update(seen);
  expect(patches()).toEqual([]);
  expect(changes(await refresh(updated))).toEqual([]);
});

describe("A protected header that only the service has", () => {
  const FOREIGN = { key: "X-Foreign", value: "canary-of-others", protected: true };
  const ignoring = { ...DECLARED, protectedHeaders: { ...DECLARED.protectedHeaders, "X-Foreign": "" } };
  let seen: Stored;
  beforeEach(async () => {
    const stored = await create();
    edit({ headers: [AUTHORIZATION, KEY, STAGE, FOREIGN] });
    seen = await refresh(stored);
  });

  test("is shown with an empty value", () => {
    expect(seen.inputs.properties).toMatchObject({ protectedHeaders: { "X-Foreign": "" } });
  });

  test("is kept as it is with ignoreChanges, which declares it as it was read", async () => {
    expect(changes(seen, ignoring)).toEqual([]);
    const updated = await update(seen, { ...ignoring, headers: { "X-Stage": "test" } });
    expect(sent()).toEqual([{ ...STAGE, value: "test" }, ...[AUTHORIZATION, KEY, FOREIGN].map(kept)]);
    expect(held()).toContainEqual(FOREIGN);
    expect(changes(await refresh(updated), { ...ignoring, headers: { "X-Stage": "test" } })).toEqual([]);
  });

  test("is removed without it", async () => {
    const updated = await update(seen);
    expect(held()).toEqual([STAGE, AUTHORIZATION, KEY]);
    expect(changes(await refresh(updated))).toEqual([]);
  });

  test("does not allow a program to declare an empty value of its own", () => {
    expect(() =>
      changes(seen, { ...ignoring, protectedHeaders: { ...ignoring.protectedHeaders, "X-Key": "" } }),
    ).toThrow('protectedHeaders: header "X-Key": the value must not be empty.');
  });
});

describe("An update that keeps protected values", () => {
  const changed = { ...DECLARED, headers: { "X-Stage": "test" }, timeout: 20 };
  const staged = { ...STAGE, value: "test" };
  const refuse = (status: number) =>
    emulator.trouble({
      kind: "status",
      status,
      methods: ["PATCH"],
      times: 1,
      body: { headers: [{ value: ["May not be null."] }] },
    });

  test.each<ProtectedForm>(["null", "absent"])(
    "is sent once more with all values if the service refuses it with 400 and shows protected headers as %s",
    async (form) => {
      emulator.setProtectedForm(form);
      const stored = await create();
      refuse(400);
      const updated = await update(stored, changed);
      expect(patches()).toEqual([
        { headers: [staged, kept(AUTHORIZATION), kept(KEY)], timeout: 20 },
        { headers: [staged, AUTHORIZATION, KEY], timeout: 20 },
      ]);
      expect(held()).toEqual([staged, AUTHORIZATION, KEY]);
      expect(changes(await refresh(updated), changed)).toEqual([]);
    },
  );

  test("gives back the value of one that the service has lost and does not list", async () => {
    emulator.setProtectedForm("absent");
    const stored = await create();
    edit({ headers: [KEY, STAGE] });
    await update(await refresh(stored), changed);
    expect(held()).toEqual([staged, AUTHORIZATION, KEY]);
  });

  test.each<[what: string, there: readonly StoredHeader[]]>([
    ["in another letter case", [{ ...AUTHORIZATION, key: "AUTHORIZATION" }, KEY, STAGE]],
    ["as a plain one", [{ ...AUTHORIZATION, protected: false }, KEY, STAGE]],
    ["no longer", [KEY, STAGE]],
  ])("sends the value of one that the service holds %s", async (_what, there) => {
    const stored = await create();
    edit({ headers: there });
    await update(stored, changed);
    expect(patches()).toEqual([{ headers: [staged, AUTHORIZATION, kept(KEY)], timeout: 20 }]);
  });

  test.each<[what: string, status: number, declared: Properties]>([
    ["the service refuses it with another status", 403, changed],
    ["the service refuses it with 400 and no header is kept", 400, { ...DECLARED, timeout: 20 }],
  ])("is sent once if %s", async (_what, status, declared) => {
    const stored = await create();
    refuse(status);
    await expect(update(stored, declared)).rejects.toMatchObject({ status });
    expect(patches()).toHaveLength(1);
  });
});
