import { parseUrl } from "../../provider/urls";

test("an address in another script is one however often it is asked", () => {
  const answers = Array.from({ length: 20_000 }, () => parseUrl("https://bücher.example/ü")?.hostname);
  expect(new Set(answers)).toEqual(new Set(["xn--bcher-kva.example"]));
});

test("a text that is no URL is nothing", () => {
  expect(parseUrl("hooks.example.com")).toBeUndefined();
  expect(parseUrl("/path")).toBeUndefined();
  expect(parseUrl("/path", "https://a.example")?.href).toBe("https://a.example/path");
});
