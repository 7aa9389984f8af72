import { stepsOf } from "../../../provider/cli/generate/steps";
import { DEFAULT_HOST } from "../../../provider/shared/host";

const hostSteps = (host: string | undefined) =>
  stepsOf({ description: "here", host }, [], false).filter((line) => line.includes("apiHost"));

test.each([
  ["https://ubiops.example.com/v2.1", "https://ubiops.example.com/v2.1"],
  ["https://example.com/ubi ops", "'https://example.com/ubi ops'"],
  ["https://example.com/$(id)", "'https://example.com/$(id)'"],
  ["(id)://example.com", "'(id)://example.com'"],
  ["https://example.com/it's", String.raw`'https://example.com/it'\''s'`],
])("a shell takes the host %s as it is", (host, typed) => {
  expect(hostSteps(host)).toEqual([`  pulumi config set ubiops:apiHost ${typed}`]);
});

test.each([DEFAULT_HOST, undefined])("there is nothing to set for the host %s", (host) => {
  expect(hostSteps(host)).toEqual([]);
});

test("an adoption imports nothing, and without secrets only the token is set", () => {
  expect(stepsOf({ description: "here", host: undefined }, [], true).filter((line) => line.startsWith("  "))).toEqual([
    "  pulumi config set --secret ubiops:apiToken",
  ]);
});
