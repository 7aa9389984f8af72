import { fromHost, ownerOf, toHost, toInputs, toRecorded } from "../../../../provider/engine/dynamic/host-properties";
import { markSecret } from "../../../../provider/shared/engine-values";

const fields = { name: "n", url: "https://a.example", headers: { "X-A": "a" }, protectedHeaders: { B: "s3cret" } };

describe("Properties from the host", () => {
  test("are those of the resource, and what this front end keeps beside them", () => {
    const raw = {
      ...fields,
      __provider: "p",
      __seed: "s-n",
      __secrets: ["url", "labels"],
      __external: true,
      __host: "h",
    };
    const host = fromHost(raw);
    expect(host).toEqual({
      properties: { ...fields, __host: "h" },
      reference: "p",
      seed: "s-n",
      secrets: ["labels", "url"],
      isExternal: true,
    });
    expect(toInputs(host)).toEqual({ properties: host.properties, secrets: host.secrets });
    expect(toRecorded("id", host)).toEqual({ id: "id", state: host.properties, secrets: host.secrets });
  });

  test("have nothing beside them if it is missing or damaged", () => {
    const nothing = { properties: fields, reference: undefined, seed: undefined, secrets: [], isExternal: false };
    expect(fromHost(fields)).toEqual(nothing);
    expect(fromHost({ ...fields, __seed: 1, __secrets: "url", __external: "yes" })).toEqual(nothing);
    expect(fromHost({ ...fields, __secrets: ["url", 1, null] }).secrets).toEqual(["url"]);
  });
});

describe("Properties for the engine", () => {
  test("have every secret marked, and nothing that is undefined, which the engine cannot take", () => {
    const host = toHost(
      { properties: { ...fields, version: undefined }, secrets: ["url"] },
      { seed: undefined, isExternal: false },
    );
    expect(host).toStrictEqual({
      ...fields,
      url: markSecret(fields.url),
      protectedHeaders: { B: markSecret("s3cret") },
      __secrets: ["url"],
    });
  });

  test("come back as they went, since the host passes what was marked as plain values", () => {
    const secrets = ["url"];
    const { __secrets } = toHost({ properties: fields, secrets }, { seed: "s-n", isExternal: true });
    expect(fromHost({ ...fields, __secrets, __seed: "s-n", __external: true })).toMatchObject({
      properties: fields,
      seed: "s-n",
      secrets,
      isExternal: true,
    });
  });
});

test("The owner of a webhook is known by its seed, and before it has one by its id", () => {
  expect(ownerOf("shop/uuid", "0123-finished", { name: "finished-1" })).toEqual({
    key: "0123-finished",
    name: "finished",
  });
  expect(ownerOf("shop/uuid", undefined, { name: "finished" })).toEqual({ key: "shop/uuid", name: "finished" });
  expect(ownerOf("shop/uuid", undefined, {})).toEqual({ key: "shop/uuid", name: "shop/uuid" });
});
