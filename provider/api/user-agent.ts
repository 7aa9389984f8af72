import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How requests name their sender: `pulumi-ubiops/<version>`. */
export function userAgent(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
  return `pulumi-ubiops/${typeof version === "string" ? version : "unknown"}`;
}
