import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { startReceiver } from "../../../tools/support/receiver";
import { startEmulator } from "../../../emulator/src";
import { pythonPackage } from "../../../tools/support/python-package";

const STEPS = ["create", "get", "list_with_every_filter", "update", "tests", "errors", "wait_on_429", "delete"];

const client = pythonPackage("ubiops", "4.15.0");

if ("missing" in client) {
  process.stderr.write(`Skipped: the official Python client against the emulator, because ${client.missing}\n`);
  it.skip("works unchanged", () => undefined);
} else {
  it("serves the official Python client unchanged", async () => {
    const emulator = await startEmulator();
    const receiver = await startReceiver();
    const closed = await startReceiver();
    const closedUrl = closed.url;
    await closed.close();
    try {
      const { stdout } = await promisify(execFile)("python3", [join(__dirname, "client.py")], {
        env: {
          PATH: process.env["PATH"],
          PYTHONPATH: client.folder,
          UBIOPS_API_HOST: emulator.url,
          UBIOPS_API_TOKEN: `Token ${emulator.token}`,
          CONTROL_URL: emulator.controlUrl,
          RECEIVER_URL: receiver.url,
          CLOSED_URL: closedUrl,
        },
      });
      expect(stdout.trim().split("\n")).toEqual(STEPS);
      expect(emulator.webhooks("python").map(({ name, headers }) => ({ name, headers }))).toEqual([
        { name: "renamed", headers: [{ key: "Authorization", value: "Bearer one", protected: true }] },
      ]);
      expect(receiver.arrivals).toHaveLength(1);
    } finally {
      await receiver.close();
      await emulator.close();
    }
  }, 60_000);
}
