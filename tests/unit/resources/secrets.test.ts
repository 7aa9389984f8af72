import { markSecrets, placeOf, secretsIn } from "../../../provider/resources/secrets";
import { markSecret, UNKNOWN } from "../../../provider/shared/engine-values";

const properties = {
  url: "https://a.example",
  labels: { team: "a" },
  headers: { "X-A": "b", "X-B": "c" },
  protectedHeaders: { Authorization: "s3cret" },
  timeout: 10,
  version: null,
};

describe("Marking secrets", () => {
  test("marks each protected value, and nothing else if nothing else is secret", () => {
    expect(markSecrets(properties, [])).toEqual({
      ...properties,
      protectedHeaders: { Authorization: markSecret("s3cret") },
    });
  });

  test("marks a secret field as a whole", () => {
    expect(markSecrets(properties, ["url", "labels", "protectedHeaders"])).toEqual({
      ...properties,
      url: markSecret(properties.url),
      labels: markSecret(properties.labels),
      protectedHeaders: markSecret(properties.protectedHeaders),
    });
  });

  test("marks a single header", () => {
    expect(markSecrets(properties, [placeOf("headers", "X-A")])["headers"]).toEqual({
      "X-A": markSecret("b"),
      "X-B": "c",
    });
  });

  test("leaves unknown values unknown", () => {
    const unknown = { url: UNKNOWN, headers: UNKNOWN, protectedHeaders: { A: UNKNOWN } };
    expect(markSecrets(unknown, ["url", "headers"])).toEqual(unknown);
  });

  test("accepts a damaged record", () => {
    const damaged = { headers: null, protectedHeaders: ["a"], labels: "b" };
    expect(markSecrets(damaged, ["url", "labels"])).toEqual({ ...damaged, labels: markSecret("b") });
  });
});

describe("The secrets of a resource", () => {
  test("are the protected values, every text of a secret field, and single headers", () => {
    expect(secretsIn(properties, [])).toEqual(["s3cret"]);
    expect(secretsIn(properties, ["url", "labels", "timeout", "gone", placeOf("headers", "X-B")])).toEqual([
      "https://a.example",
      "a",
      "c",
      "s3cret",
    ]);
  });

  test("are found in a damaged record, too", () => {
    expect(secretsIn({ protectedHeaders: [{ key: "A", value: "s3cret" }], labels: null }, ["labels"])).toContain(
      "s3cret",
    );
  });
});
