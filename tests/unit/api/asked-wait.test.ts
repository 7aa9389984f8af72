import { askedWait } from "../../../provider/api/asked-wait";

const NOW = Date.parse("2026-03-01T12:00:00Z");

describe("How long an answer asks to wait", () => {
  test.each([
    [429, { "retry-after": "3" }, 3000],
    [429, { "retry-after": "0" }, 0],
    [429, { "retry-after": "0.5" }, 500],
    [429, { "retry-after": "Sun, 01 Mar 2026 12:00:10 GMT" }, 10_000],
    [429, { "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0],
    [429, { "retry-after": " 0.25 " }, 250],
    [429, { "retry-after": 3 }, undefined],
    [429, { "x-ratelimit-reset": 3 }, undefined],
    [429, { "x-ratelimit-reset": "3 s" }, undefined],
    [429, null, undefined],
    [429, { "retry-after": "soon" }, undefined],
    [429, { "retry-after": "soon", "x-ratelimit-reset": "4" }, 5000],
    [429, { "retry-after": "2", "x-ratelimit-reset": "40" }, 2000],
    [429, { "x-ratelimit-reset": "0" }, 1000],
    [429, { "x-ratelimit-reset": "59" }, 60_000],
    [429, { "x-ratelimit-reset": "-1" }, undefined],
    [429, {}, undefined],
    [503, { "retry-after": "3" }, 3000],
    [503, { "x-ratelimit-reset": "3" }, undefined],
    [500, { "retry-after": "3" }, undefined],
    [429, undefined, undefined],
  ])("after %d with %j is %p ms", (status, headers, expected) => {
    expect(askedWait(status, headers, NOW)).toBe(expected);
  });
});
