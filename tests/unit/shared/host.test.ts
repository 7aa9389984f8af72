import { DEFAULT_HOST, isLoopback, sameHost } from "../../../provider/shared/host";

describe("A host", () => {
  test.each(["localhost", "api.localhost", "127.0.0.1", "127.8.9.10", "[::1]"])("%s is this machine", (hostname) => {
    expect(isLoopback(hostname)).toBe(true);
  });

  test.each([
    "api.ubiops.com",
    "localhost.example.com",
    "notlocalhost",
    "127.0.0.1.example.com",
    "1127.0.0.1",
    "128.0.0.1",
    "[::2]",
    "",
  ])("%p is another machine", (hostname) => {
    expect(isLoopback(hostname)).toBe(false);
  });

  test.each([
    ["itself", DEFAULT_HOST, DEFAULT_HOST],
    ["another spelling", DEFAULT_HOST, "https://API.ubiops.com:443/v2.1"],
    ["an emulator on another port", "http://127.0.0.1:4000/v2.1", "http://localhost:5000/v2.1"],
    ["a text that is not a URL, if it is the same", "garbage", "garbage"],
  ])("is the same service as %s", (_what, one, other) => {
    expect(sameHost(one, other)).toBe(true);
    expect(sameHost(other, one)).toBe(true);
  });

  test.each([
    ["another machine", DEFAULT_HOST, "https://api.example.com/v2.1"],
    ["another path", DEFAULT_HOST, "https://api.ubiops.com/other/v2.1"],
    ["this machine", DEFAULT_HOST, "http://127.0.0.1:4000/v2.1"],
    ["another scheme", DEFAULT_HOST, "http://api.ubiops.com/v2.1"],
    ["a text that is not a URL", DEFAULT_HOST, "garbage"],
  ])("is another service than %s", (_what, one, other) => {
    expect(sameHost(one, other)).toBe(false);
    expect(sameHost(other, one)).toBe(false);
  });
});
