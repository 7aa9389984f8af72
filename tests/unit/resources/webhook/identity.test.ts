import { formatId, isUuid, parseId, sameUuid } from "../../../../provider/resources/webhook/identity";

const UUID = "e54251d8-e518-424f-bf7d-c45aaf26f72c";

describe("An id", () => {
  test("is read as it was written", () => {
    expect(parseId(formatId("shop", UUID))).toEqual({ project: "shop", key: UUID });
  });

  test("may end in a name, which may contain slashes", () => {
    expect(parseId("shop/a/b")).toEqual({ project: "shop", key: "a/b" });
  });

  test.each(["", "shop", "/", "shop/", "/name"])("is not %p", (id) => {
    expect(parseId(id)).toBeUndefined();
  });

  test.each([
    [UUID, true],
    [UUID.toUpperCase(), true],
    [`${UUID}0`, false],
    [UUID.slice(1), false],
    [UUID.replaceAll("-", ""), false],
    [`\n${UUID}`, false],
    ["webhook-1", false],
  ])("knows whether %p is a UUID", (text, expected) => {
    expect(isUuid(text)).toBe(expected);
  });

  test("is the same UUID in any letter case, and no other one", () => {
    expect([UUID.toUpperCase(), UUID].map((other) => sameUuid(UUID, other))).toEqual([true, true]);
    expect([UUID.replace("e", "f"), UUID.slice(1), ""].map((other) => sameUuid(UUID, other))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
