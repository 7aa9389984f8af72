import { join } from "node:path";

import { startEmulator } from "../../../emulator/src";
import { command } from "../../../tools/support/command";
import { closedAfterEach } from "./closing";

const closed = closedAfterEach();
const SECRET = "canary/trace 77";

test("NODE_DEBUG=pulumi-ubiops writes one line for each attempt, without bodies, headers and secrets", async () => {
  const emulator = await closed(startEmulator({ token: "canary-token-trace" }));
  emulator.trouble({ kind: "status", status: 500, times: 1 });
  emulator.trouble({ kind: "drop", times: 1 });
  const { text } = await command(
    process.execPath,
    ["--import", "tsx", join(__dirname, "one-request.ts"), emulator.url, emulator.token, SECRET],
    { env: { ...process.env, NODE_DEBUG: "pulumi-ubiops" } },
  );
  const lines = text.split("\n").filter((line) => line.startsWith("PULUMI-UBIOPS"));
  expect(lines.map((line) => line.replace(/^PULUMI-UBIOPS \d+: /, "").replace(/\d+ms/, "_ms"))).toEqual([
    "GET /projects/p/webhooks 500 _ms attempt 1",
    "GET /projects/p/webhooks lost _ms attempt 2",
    "GET /projects/p/webhooks 200 _ms attempt 3",
    "GET /projects/p/webhooks/[secret] 404 _ms attempt 1",
  ]);
  expect(text).not.toContain("canary");
});
