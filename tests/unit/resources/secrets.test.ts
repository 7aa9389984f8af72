import { markSecret, UNKNOWN } from "../../../provider/shared/engine-values";
import { markSecrets, secretsIn } from "../../../provider/resources/secrets";

const headers = {
  Authorization: { value: "s3cret", protected: true, revision: 2 },
  "X-Plain": { value: "open" },
  "X-Own": { value: "own-s3cret", secret: true },
  "X-Foreign": { protected: true },
};

describe("Marking secrets", () => {
  test("marks the values of protected headers and of those that the program made secret, and nothing else", () => {
    expect(markSecrets({ name: "n", headers })).toEqual({
      name: "n",
      headers: {
        Authorization: { value: markSecret("s3cret"), protected: true, revision: 2 },
        "X-Plain": { value: "open" },
        "X-Own": { value: markSecret("own-s3cret"), secret: true },
        "X-Foreign": { protected: true },
      },
    });
  });

  test("marks a value of which it is not known yet whether it is protected", () => {
    expect(markSecrets({ headers: { A: { value: "v", protected: UNKNOWN } } })).toEqual({
      headers: { A: { value: markSecret("v"), protected: UNKNOWN } },
    });
  });

  test("marks as a whole what the program made secret as a whole", () => {
    const __secrets = ["headers", "labels", "url"];
    expect(markSecrets({ url: "https://a.example", labels: { a: "b" }, headers, timeout: 10, __secrets })).toEqual({
      url: markSecret("https://a.example"),
      labels: markSecret({ a: "b" }),
      headers: markSecret(headers),
      timeout: 10,
      __secrets,
    });
  });

  test("takes for headers what is called so, and nothing else", () => {
    const lookalike = { labels: { Authorization: { value: "v", protected: true } } };
    expect(markSecrets(lookalike)).toEqual(lookalike);
  });

  test("leaves unknown values as they are", () => {
    const unknown = { headers: UNKNOWN, url: UNKNOWN, __secrets: ["url"] };
    expect(markSecrets(unknown)).toEqual(unknown);
    expect(markSecrets({ headers: { A: { value: UNKNOWN, protected: true } } })).toEqual({
      headers: { A: { value: UNKNOWN, protected: true } },
    });
  });

  test("never returns undefined, which the engine cannot take", () => {
    const marked = markSecrets({
      version: undefined,
      labels: { a: undefined, b: "c" },
      headers: { A: { value: undefined, protected: true }, B: undefined },
      __secrets: ["version"],
    });
    expect(marked).toStrictEqual({ labels: { b: "c" }, headers: { A: { protected: true } }, __secrets: ["version"] });
    expect(markSecrets({ headers: [{ key: "A", value: undefined }] })).toStrictEqual({ headers: [{ key: "A" }] });
  });

  test("bears a damaged record", () => {
    expect(markSecrets({ headers: null, __secrets: "url", url: "u" })).toEqual({
      headers: null,
      __secrets: "url",
      url: "u",
    });
    expect(markSecrets({ headers: { A: "text", B: null } })).toEqual({ headers: { A: "text", B: null } });
  });
});

describe("The secrets of a resource", () => {
  test("are the values of its protected and secret headers", () => {
    expect(secretsIn({ url: "u", headers })).toEqual(["s3cret", "own-s3cret"]);
  });

  test("are every string of what the program made secret as a whole", () => {
    expect(
      secretsIn({
        url: "https://a.example",
        labels: { a: "b" },
        timeout: 10,
        __secrets: ["url", "labels", "timeout", "gone"],
      }),
    ).toEqual(["https://a.example", "b"]);
  });

  test("are every header's value where the whole list is secret, in either form", () => {
    const __secrets = ["headers"];
    expect(secretsIn({ headers: { A: { value: "all-s3cret" } }, __secrets })).toEqual(["all-s3cret"]);
    expect(secretsIn({ headers: [{ key: "A", value: "all-s3cret" }], __secrets })).toContain("all-s3cret");
  });

  test("are found beside what is damaged", () => {
    expect(secretsIn({ url: "u", labels: null, __secrets: [undefined, "labels", "url"] })).toEqual(["u"]);
  });

  test("are none where nothing is secret", () => {
    expect(secretsIn({ url: "u" })).toEqual([]);
    expect(secretsIn({ url: "u", headers: { A: { value: "open" } } })).toEqual([]);
    expect(secretsIn({})).toEqual([]);
  });
});
