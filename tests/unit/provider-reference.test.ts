import { readFileSync } from "node:fs";
import { join } from "node:path";

import { WEBHOOK_PROVIDER } from "../../provider/provider-reference";

describe("The provider reference", () => {
  test("is the one that stands in every existing stack: it never changes", () => {
    expect(WEBHOOK_PROVIDER).toBe('exports.handler = () => require("pulumi-ubiops/webhook-provider");');
  });

  test("names a module that the package exports", () => {
    const packageJson: unknown = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
    expect(packageJson).toHaveProperty(["exports", "./webhook-provider"], "./dist/webhook-provider.js");
  });
});
