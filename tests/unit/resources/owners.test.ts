import { Owners } from "../../../provider/resources/owners";

const UUID = "e54251d8-e518-424f-bf7d-c45aaf26f72c";
const one = { key: "1", name: "one" };
const other = { key: "2", name: "other" };

const owners = () => {
  const known = new Owners();
  known.declare(one);
  return known;
};

describe("A webhook belongs to", () => {
  test("the declared resource that has it in the state, for every other resource", () => {
    const known = owners();
    known.note(UUID, one);
    expect(known.otherThan(other, UUID)).toBe(one);
    expect(known.otherThan(other, UUID.toUpperCase())).toBe(one);
    expect(known.otherThan(one, UUID)).toBeUndefined();
    expect(known.isTaken(UUID)).toBe(false);
  });

  test("no resource that is only in the state, since it may be about to go", () => {
    const known = owners();
    known.note(UUID, other);
    expect(known.otherThan(one, UUID)).toBeUndefined();
  });

  test("the first of two resources that have it in the state", () => {
    const known = owners();
    known.declare(other);
    known.note(UUID, one);
    known.note(UUID, other);
    expect(known.otherThan(other, UUID)).toBe(one);
  });

  test("the resource that has just created or adopted it", () => {
    const known = owners();
    known.note(UUID, one);
    known.take(UUID, other);
    expect(known.otherThan(one, UUID)).toBe(other);
    expect(known.isTaken(UUID.toUpperCase())).toBe(true);
  });

  test("nothing that is known if it was never heard of", () => {
    expect(owners().otherThan(one, UUID)).toBeUndefined();
    expect(owners().isTaken(UUID)).toBe(false);
  });
});
