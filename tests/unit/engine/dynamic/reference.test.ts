import { readFileSync } from "node:fs";
import { join } from "node:path";

import { WEBHOOK_PROVIDER, WEBHOOK_TEST_PROVIDER, WEBHOOK_TYPE } from "../../../../provider/engine/dynamic/reference";

describe("The provider reference", () => {
  test("is the one that every existing stack has: it never changes", () => {
    expect(WEBHOOK_PROVIDER).toBe('exports.handler = () => require("pulumi-ubiops/webhook-provider");');
    expect(WEBHOOK_TEST_PROVIDER).toBe('exports.handler = () => require("pulumi-ubiops/webhook-test-provider");');
    expect(WEBHOOK_TYPE).toBe("pulumi-nodejs:dynamic/ubiops:Webhook");
  });

  test("names a module that the package exports", () => {
    const packageJson: unknown = JSON.parse(readFileSync(join(__dirname, "../../../../package.json"), "utf8"));
    expect(packageJson).toHaveProperty(["exports", "./webhook-provider"], "./dist/engine/dynamic/webhook-provider.js");
    expect(packageJson).toHaveProperty(
      ["exports", "./webhook-test-provider"],
      "./dist/engine/dynamic/webhook-test-provider.js",
    );
  });
});
