import { readFile } from "node:fs/promises";
import path from "node:path";

import { RESOURCES } from "../../provider/engine/plugin/resources";
import { packageSchema } from "../../provider/engine/plugin/schema";
import { flag } from "../../provider/resources/field-types";

interface ResourceSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly inputProperties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  readonly requiredInputs: readonly string[];
  readonly aliases: readonly object[];
}

const resourceIn = (schema: object, name: string) =>
  (schema as { resources: Record<string, ResourceSchema> }).resources[`ubiops:index:${name}`];

describe("the schema", () => {
  const schema = packageSchema(RESOURCES);
  const webhook = resourceIn(schema, "Webhook");

  test("shows a field that is added to the table", () => {
    const { Webhook } = RESOURCES;
    if (!Webhook) throw new Error("There is no Webhook.");
    const fields = { ...Webhook.fields, muted: { type: flag, default: false, replaces: true as const, doc: "Muted." } };
    const grown = resourceIn(packageSchema({ Webhook: { ...Webhook, fields } }), "Webhook");
    expect(grown?.inputProperties["muted"]).toMatchObject({
      type: "boolean",
      default: false,
      willReplaceOnChanges: true,
    });
    expect(grown?.required).toContain("muted");
  });

  test("marks protected headers as secret among the inputs alone", () => {
    expect(webhook?.inputProperties["protectedHeaders"]).toHaveProperty("secret", true);
    expect(webhook?.properties["protectedHeaders"]).not.toHaveProperty("secret");
  });

  test("says which inputs are required and which outputs may be missing", () => {
    expect(webhook?.requiredInputs).toEqual(["url", "objectType", "objectName", "event"]);
    const optional = Object.keys(webhook?.properties ?? {}).filter((name) => !webhook?.required.includes(name));
    expect(optional).toEqual(["version"]);
  });

  test("an event may be any string, so that a plain string passes the type checks of every language", () => {
    expect(webhook?.inputProperties["event"]).toMatchObject({
      type: "string",
      oneOf: [{ type: "string" }, { $ref: "#/types/ubiops:index:Event" }],
    });
  });

  test("takes over the resources of the dynamic provider", () => {
    expect(webhook?.aliases).toEqual([{ type: "pulumi-nodejs:dynamic/ubiops:Webhook" }]);
  });

  test("names the variables of the environment for the stack, and not for explicit providers", () => {
    const { config, provider } = schema as unknown as Record<"config" | "provider", object>;
    expect(JSON.stringify(config)).toContain("UBIOPS_API_TOKEN");
    expect(JSON.stringify(provider)).not.toContain("UBIOPS_");
  });

  test("package.json declares no plugin: the Node.js host would ask for it in every program that has the package", async () => {
    const manifest = await readFile(path.join(__dirname, "../../package.json"), "utf8");
    expect(JSON.parse(manifest)).not.toHaveProperty("pulumi");
  });
});
