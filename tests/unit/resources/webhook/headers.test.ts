import type { WireHeader } from "../../../../provider/api";
import {
  headersFromWire,
  headersOfUpdate,
  headersToWire,
  showsProtected,
} from "../../../../provider/resources/webhook/headers";
import { readState } from "../../../../provider/resources/webhook/state";
import { ID } from "./sample";

const recorded = { headers: { "X-Plain": "open" }, protectedHeaders: { Authorization: "s3cret" } };

const plain = (key: string, value: string | null): WireHeader => ({ key, value, protected: false });
const hidden = (key: string, value: string | null = null): WireHeader => ({ key, value, protected: true });

const OPEN = plain("X-Plain", "open");
const NONE = { headers: {}, protectedHeaders: {} };

describe("Headers that are read", () => {
  const read = (...answered: WireHeader[]) => headersFromWire(answered, { ...recorded, listsProtected: true });

  test.each([null, "*****", "", "s3cret", "canary of another value"])(
    "have the recorded value of a protected one, if the service answers %j for it",
    (value) => {
      expect(read(hidden("Authorization", value), OPEN)).toEqual({ ...recorded, secrets: [] });
    },
  );

  test("are the same in any order and any letter case", () => {
    expect(read(plain("x-plain", "open"), hidden("AUTHORIZATION"))).toEqual({ ...recorded, secrets: [] });
  });

  test("show what was added, removed, renamed and changed", () => {
    expect(read()).toEqual({ ...NONE, secrets: [] });
    expect(read(hidden("X-Token", "canary"), plain("X-Other", "open"), plain("X-Empty", null))).toEqual({
      headers: { "X-Other": "open", "X-Empty": "" },
      protectedHeaders: { "X-Token": "" },
      secrets: [],
    });
    expect(read(hidden("Authorization"), plain("X-Plain", "other")).headers).toEqual({ "X-Plain": "other" });
  });

  test("show a plain one that was made protected, without its value", () => {
    expect(read(hidden("Authorization"), hidden("X-Plain", "open"))).toEqual({
      headers: {},
      protectedHeaders: { Authorization: "s3cret", "X-Plain": "" },
      secrets: [],
    });
  });

  test("show a protected one that was made plain, as a secret", () => {
    expect(read(plain("authorization", "s3cret"), OPEN)).toEqual({
      headers: { Authorization: "s3cret", "X-Plain": "open" },
      protectedHeaders: {},
      secrets: ["headers/Authorization"],
    });
  });

  test("may have the same value in a plain and in a protected one", () => {
    const same = { headers: { "X-Plain": "s3cret" }, protectedHeaders: recorded.protectedHeaders };
    expect(headersFromWire([hidden("Authorization", "s3cret"), plain("X-Plain", "s3cret")], same)).toEqual({
      ...same,
      secrets: [],
    });
  });

  test.each(["Authorization", "Proxy-authorization", "Cookie", "X-Api-Key", "apikey", "X-Auth-Token", "Client-Secret"])(
    "have a secret in a plain one that nothing declares and that is named like a credential: %s",
    (key) => {
      expect(headersFromWire([plain(key, "v")], NONE).secrets).toEqual([`headers/${key}`]);
      expect(headersFromWire([plain(key, "v")], { ...NONE, headers: { [key]: "w" } }).secrets).toEqual([]);
    },
  );

  test("keep a value secret that was read as a secret before", () => {
    const before = { ...NONE, headers: { "X-Once-Protected": "s3cret" } };
    expect(
      headersFromWire([plain("X-Once-Protected", "s3cret")], before, ["headers/X-Once-Protected"]).secrets,
    ).toEqual(["headers/X-Once-Protected"]);
  });
});

describe("If the service does not list protected headers, or it is not known yet whether it does,", () => {
  test.each([false, undefined])("the recorded ones stand: %p", (listsProtected) => {
    expect(headersFromWire([OPEN], { ...recorded, listsProtected })).toEqual({ ...recorded, secrets: [] });
  });

  test("one that was made plain is no longer protected", () => {
    expect(headersFromWire([plain("authorization", "s3cret")], { ...recorded, listsProtected: false })).toEqual({
      headers: { Authorization: "s3cret" },
      protectedHeaders: {},
      secrets: ["headers/Authorization"],
    });
  });

  test("an answer with a protected one shows that it does", () => {
    const two = { ...recorded, protectedHeaders: { Authorization: "s3cret", "X-Gone": "s3cret-2" } };
    expect(headersFromWire([hidden("Authorization"), OPEN], { ...two, listsProtected: false })).toEqual({
      ...recorded,
      secrets: [],
    });
    expect([showsProtected([OPEN, hidden("A")]), showsProtected([OPEN]), showsProtected([])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("Headers that are sent", () => {
  test("are all of them with their values", () => {
    expect(headersToWire(recorded)).toEqual([OPEN, hidden("Authorization", "s3cret")]);
  });

  test("have null for the value of a protected one that is not known here", () => {
    expect(headersToWire({ ...NONE, protectedHeaders: { "X-Theirs": "" } })).toEqual([hidden("X-Theirs")]);
  });

  const HELD = [hidden("Authorization"), OPEN];

  test.each<
    [what: string, hidden: Record<string, string>, current: WireHeader[], lists: boolean, sent: (string | null)[]]
  >([
    ["null for one that is unchanged", { Authorization: "s3cret" }, HELD, true, [null]],
    ["the value of one that is rotated", { Authorization: "new" }, HELD, true, ["new"]],
    ["the value of one in another spelling", { AUTHORIZATION: "s3cret" }, HELD, true, ["s3cret"]],
    ["the value of a new one", { Authorization: "s3cret", "X-New": "v" }, HELD, true, [null, "v"]],
    ["the value of one that was plain", { "X-Plain": "open" }, HELD, true, ["open"]],
    ["the value of one that is gone there", { Authorization: "s3cret" }, [OPEN], true, ["s3cret"]],
    [
      "the value of one that is plain there",
      { Authorization: "s3cret" },
      [plain("Authorization", "x")],
      true,
      ["s3cret"],
    ],
    [
      "the value of one in another spelling there",
      { Authorization: "s3cret" },
      [hidden("AUTHORIZATION")],
      true,
      ["s3cret"],
    ],
    ["null for one that the service never lists", { Authorization: "s3cret" }, [OPEN], false, [null]],
    ["the value, if it lists others now", { Authorization: "s3cret" }, [hidden("X-Other")], false, ["s3cret"]],
    ["the value under a name that every object seems to have", { constructor: "v" }, HELD, true, ["v"]],
  ])("in an update have, of protected ones, %s", (_what, protectedHeaders, current, __listed, sent) => {
    const declared = { headers: {}, protectedHeaders };
    const state = readState({ id: ID, state: { ...recorded, __listed } });
    expect(headersOfUpdate(declared, state, current).map(({ value }) => value)).toEqual(sent);
  });

  test("in an update have every plain one with its value, changed or not", () => {
    const state = readState({ id: ID, state: recorded });
    expect(headersOfUpdate(recorded, state, HELD)).toEqual([OPEN, hidden("Authorization")]);
  });
});
