import type { WireHeader } from "../../../../provider/api/wire";
import {
  headersFromWire,
  headersToWire,
  headerUpdates,
  refused,
  showsProtected,
} from "../../../../provider/resources/webhook/headers/wire";
import type { WebhookHeaders } from "../../../../provider/resources/webhook/types";

const token = { value: "s3cret", protected: true as const, revision: 2 };
const recorded: WebhookHeaders = { Authorization: token, "X-Plain": { value: "open" } };

/** What the service may answer for the recorded headers, and whether it lists protected ones. */
const FORMS: readonly [form: string, answered: WireHeader[], listsProtected: boolean][] = [
  [
    "null",
    [
      { key: "Authorization", value: null, protected: true },
      { key: "X-Plain", value: "open", protected: false },
    ],
    true,
  ],
  [
    "a mask",
    [
      { key: "Authorization", value: "*****", protected: true },
      { key: "X-Plain", value: "open", protected: false },
    ],
    true,
  ],
  [
    "no value",
    [
      { key: "Authorization", protected: true },
      { key: "X-Plain", value: "open", protected: false },
    ],
    true,
  ],
  [
    "clear text",
    [
      { key: "Authorization", value: "s3cret", protected: true },
      { key: "X-Plain", value: "open", protected: false },
    ],
    true,
  ],
  ["no such header", [{ key: "X-Plain", value: "open", protected: false }], false],
];

describe.each(FORMS)("Where the service answers %s for a protected header", (_form, answered, listsProtected) => {
  const read = (change: (headers: WireHeader[]) => WireHeader[], record = recorded) =>
    headersFromWire(change(structuredClone(answered)), record, listsProtected);

  test("nothing is drift while nobody changes anything", () => {
    expect(read((headers) => headers)).toEqual(recorded);
    expect(Object.keys(read((headers) => headers.toReversed()))).toEqual(Object.keys(recorded));
  });

  test("the state's own value stays, whatever is answered in its place", () => {
    const odd = (headers: WireHeader[]) =>
      headers.map((header) => (header.protected ? { ...header, value: "canary of somebody else" } : header));
    expect(read(odd)).toEqual(recorded);
  });

  test("a plain header that is removed, added or changed is drift", () => {
    expect(read((headers) => headers.filter(({ key }) => key !== "X-Plain"))).toEqual({ Authorization: token });
    expect(read((headers) => [...headers, { key: "X-New", value: "v", protected: false }])).toEqual({
      ...recorded,
      "X-New": { value: "v" },
    });
    expect(
      read((headers) => headers.map((header) => (header.key === "X-Plain" ? { ...header, value: "other" } : header))),
    ).toEqual({
      Authorization: token,
      "X-Plain": { value: "other" },
    });
  });

  test("a plain header that is renamed is drift, and no secret goes with it", () => {
    const renamed = (headers: WireHeader[]) =>
      headers.map((header) => (header.key === "X-Plain" ? { ...header, key: "X-Other" } : header));
    expect(read(renamed)).toEqual({ Authorization: token, "X-Other": { value: "open" } });
  });

  test("a protected header that is made plain is drift, and its value stays a secret", () => {
    const plain = (headers: WireHeader[]) => [
      ...headers.filter(({ key }) => key !== "Authorization"),
      { key: "Authorization", value: "s3cret", protected: false },
    ];
    expect(read(plain)).toEqual({ ...recorded, Authorization: { value: "s3cret", secret: true } });
  });

  test("the spelling of the state is kept", () => {
    const other = (headers: WireHeader[]) => headers.map((header) => ({ ...header, key: header.key.toUpperCase() }));
    expect(read(other)).toEqual(recorded);
  });

  test("a secret value under a foreign name is a secret there, too", () => {
    const record = { ...recorded, "X-Own": { value: "own-s3cret", secret: true as const } };
    const moved = (headers: WireHeader[]) => [
      ...headers,
      { key: "X-Moved", value: "own-s3cret", protected: false },
      { key: "X-Copied", value: "s3cret", protected: false },
    ];
    expect(read(moved, record)).toEqual({
      ...recorded,
      "X-Moved": { value: "own-s3cret", secret: true },
      "X-Copied": { value: "s3cret", secret: true },
    });
  });
});

describe("A plain header whose value the program made secret", () => {
  test("stays secret under a value of somebody else", () => {
    const answered = [{ key: "X-Own", value: "theirs", protected: false }];
    expect(headersFromWire(answered, { "X-Own": { value: "own", secret: true } }, true)).toEqual({
      "X-Own": { value: "theirs", secret: true },
    });
  });
});

describe.each(FORMS.filter(([, , lists]) => lists))(
  "Where the service lists protected headers with %s",
  (_form, answered) => {
    test("one that is removed is drift", () => {
      expect(headersFromWire(answered.slice(1), recorded, true)).toEqual({ "X-Plain": { value: "open" } });
    });

    test("one that is renamed is drift by name, without a value", () => {
      const renamed = answered.map((header) => (header.protected ? { ...header, key: "X-Token" } : header));
      expect(headersFromWire(renamed, recorded, true)).toEqual({
        "X-Plain": { value: "open" },
        "X-Token": { protected: true },
      });
    });

    test("a plain one that is made protected is drift, without a value", () => {
      const hidden = answered.map((header) => ({ ...header, protected: true }));
      expect(headersFromWire(hidden, recorded, true)).toEqual({ Authorization: token, "X-Plain": { protected: true } });
    });
  },
);

describe("A header that nobody recorded", () => {
  const read = (header: WireHeader) => headersFromWire([header], {}, true);

  test("is plain where the service says so", () => {
    expect(read({ key: "X-New", value: "v", protected: false })).toEqual({ "X-New": { value: "v" } });
  });

  test("is a secret where the service does not say that it is plain", () => {
    expect(read({ key: "X-New", value: "v" })).toEqual({ "X-New": { value: "v", secret: true } });
  });

  test.each(["Authorization", "authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "apikey", "X-Auth-Token"])(
    "is a secret where its name says that it is one: %s",
    (key) => {
      expect(read({ key, value: "v", protected: false })).toEqual({ [key]: { value: "v", secret: true } });
    },
  );

  test("is shown by name alone where it is protected, whatever is answered for its value", () => {
    expect(read({ key: "X-New", value: "canary", protected: true })).toEqual({ "X-New": { protected: true } });
  });

  test("has an empty value where none is answered", () => {
    expect(read({ key: "X-New", value: null, protected: false })).toEqual({ "X-New": { value: "" } });
  });
});

describe("A recorded header whose flag the service does not answer", () => {
  test("is what it was", () => {
    const answered = [
      { key: "Authorization", value: null },
      { key: "X-Plain", value: "open" },
    ];
    expect(headersFromWire(answered, recorded, true)).toEqual(recorded);
  });
});

describe("Headers on their way out", () => {
  test("go whole to a new webhook", () => {
    expect(headersToWire(recorded)).toEqual([
      { key: "Authorization", value: "s3cret", protected: true },
      { key: "X-Plain", value: "open", protected: false },
    ]);
  });

  test("have null for a value that nobody here knows", () => {
    expect(headersToWire({ A: { protected: true } })).toEqual([{ key: "A", value: null, protected: true }]);
  });

  test.each<[what: string, declared: WebhookHeaders, held: boolean, sent: (string | null)[]]>([
    ["null for a protected header that is unchanged", recorded, true, [null, "open"]],
    ["the value where the service no longer holds it as protected", recorded, false, ["s3cret", "open"]],
    [
      "the value of a rotated header",
      { ...recorded, Authorization: { ...token, value: "new", revision: 3 } },
      true,
      ["new", "open"],
    ],
    [
      "the value of one rotated to itself",
      { ...recorded, Authorization: { ...token, revision: 3 } },
      true,
      ["s3cret", "open"],
    ],
    ["the value where only the value differs", { Authorization: { ...token, value: "new" } }, true, ["new"]],
    ["the value of one that is plain now", { Authorization: { value: "s3cret" } }, true, ["s3cret"]],
    ["the value of one that was plain", { "X-Plain": { value: "open", protected: true, revision: 1 } }, true, ["open"]],
    ["the value under another spelling", { AUTHORIZATION: token }, true, ["s3cret"]],
    ["the value of a new one", { "X-New": { value: "v", protected: true, revision: 1 } }, true, ["v"]],
    [
      "the value under a name that every object seems to have",
      Object.fromEntries([["constructor", { ...token, value: "v" }]]),
      true,
      ["v"],
    ],
  ])("an update sends %s", (_what, declared, held, sent) => {
    expect(headerUpdates(recorded, declared, () => held).map(({ value }) => value)).toEqual(sent);
  });

  test("an update asks of each header by its declared name whether it is held", () => {
    const asked: string[] = [];
    headerUpdates(recorded, recorded, (name) => asked.push(name) > 0);
    expect(asked).toEqual(["Authorization"]);
  });
});

describe("A write of headers", () => {
  const sent: WireHeader[] = [
    { key: "Authorization", value: null, protected: true },
    { key: "X-Plain", value: "open", protected: false },
  ];

  test.each(FORMS)("is not refused where the service answers %s", (_form, answered, listsProtected) => {
    expect(refused(sent, answered, listsProtected)).toBe(false);
  });

  test.each<[what: string, answered: WireHeader[], lists: boolean, expected: boolean]>([
    ["refused where a plain header is missing", [{ key: "Authorization", protected: true }], true, true],
    ["refused where a plain header is missing, listed or not", [], false, true],
    ["refused where a listed protected one is missing", [{ key: "X-Plain", value: "open" }], true, true],
    [
      "refused where a flag is another",
      [
        { key: "authorization", protected: false },
        { key: "X-Plain", protected: false },
      ],
      true,
      true,
    ],
    [
      "refused where a plain one came out protected",
      [
        { key: "Authorization", protected: true },
        { key: "X-Plain", protected: true },
      ],
      true,
      true,
    ],
    [
      "not refused in another spelling",
      [
        { key: "authorization", protected: true },
        { key: "x-plain", protected: false },
      ],
      true,
      false,
    ],
    ["not refused where no flags are answered", [{ key: "Authorization" }, { key: "X-Plain" }], true, false],
    ["not judged by headers of somebody else", [...sent, { key: "X-Other", value: "v" }], true, false],
  ])("is %s", (_what, answered, lists, expected) => {
    expect(refused(sent, answered, lists)).toBe(expected);
  });
});

describe("Whether the service lists protected headers", () => {
  test("shows in an answer that holds one", () => {
    expect(
      showsProtected([
        { key: "A", protected: false },
        { key: "B", protected: true },
      ]),
    ).toBe(true);
    expect(showsProtected([{ key: "A", protected: false }, { key: "B" }])).toBe(false);
    expect(showsProtected([])).toBe(false);
  });
});
