import { parseUrl, sameUrl } from "../../../provider/shared/urls";

test("a host name in another script is read the same, however often it is read", () => {
  const answers = Array.from({ length: 20_000 }, () => parseUrl("https://bücher.example/ü")?.hostname);
  expect(new Set(answers)).toEqual(new Set(["xn--bcher-kva.example"]));
});

test("a text that is not a URL gives undefined", () => {
  expect(parseUrl("hooks.example.com")).toBeUndefined();
  expect(parseUrl("/path")).toBeUndefined();
  expect(parseUrl("/path", "https://a.example")?.href).toBe("https://a.example/path");
});

test.each<[one: string, other: string, same: boolean]>([
  ["https://a.example", "https://A.example/", true],
  ["https://a.example/x", "https://a.example/x", true],
  ["https://a.example/x", "https://a.example/y", false],
  ["https://a.example", "no URL", false],
  ["no URL", "https://a.example", false],
  ["no URL", "no URL", true],
  ["no URL", "none either", false],
])("%j and %j are one address: %j", (one, other, same) => {
  expect(sameUrl(one, other)).toBe(same);
});
