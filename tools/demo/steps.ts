import * as assert from "node:assert/strict";
import { stripVTControlCharacters as plain } from "node:util";

import type { StoredWebhook } from "../../emulator/src";
import { PROJECT, TOKEN, type Workbench } from "./workbench";
import { say } from "./screen";
import type { Step } from "./take";

/** The value of the protected header before and after its rotation. */
export const FIRST = "Bearer demo-secret-1";
const SECOND = "Bearer demo-secret-2";

/** The exit code of `pulumi preview --expect-no-changes` if there are changes. */
const CHANGES = 7;

/** What the demo shows, in order. */
export const STEPS: readonly Step<Workbench>[] = [
  {
    title: "A preview of the webhook",
    run: async (bench) => {
      await bench.pulumi(["preview"]);
    },
  },
  {
    title: "The webhook is created",
    run: async (bench) => {
      await bench.pulumi(["up", "--yes", "--skip-preview"]);
      webhook(bench);
    },
  },
  {
    title: "A request of the deployment finishes: UbiOps calls the URL, with the protected header",
    run: (bench) => delivery(bench, FIRST),
  },
  {
    title: "A second preview is quiet, although UbiOps never returns the value of the protected header",
    run: async (bench) => {
      await bench.pulumi(["preview", "--refresh", "--expect-no-changes"]);
    },
  },
  {
    title: "A colleague edits the webhook in the web app: the preview shows exactly that drift",
    run: async (bench) => {
      const { name, headers } = webhook(bench);
      const edited = headers.map((header) =>
        header.key === "X-Environment" ? { ...header, value: "testing" } : header,
      );
      bench.emulator.edit(PROJECT, name, { timeout: 25, headers: edited });
      const { text } = await bench.pulumi(["preview", "--refresh", "--diff", "--expect-no-changes"], CHANGES);
      for (const change of ['"testing" => "demo"', "25 => 10"])
        assert.ok(plain(text).includes(change), `the preview does not show ${change}`);
      say(`\nExit code ${CHANGES}: a pipeline that expects no changes fails.`);
    },
  },
  {
    title: "The drift is corrected",
    run: async (bench) => {
      await bench.pulumi(["up", "--refresh", "--yes", "--skip-preview"]);
      const { timeout, headers } = webhook(bench);
      assert.equal(timeout, 10, "the timeout was not corrected");
      assert.equal(
        headers.find(({ key }) => key === "X-Environment")?.value,
        "demo",
        "the plain header was not corrected",
      );
    },
  },
  {
    title: "The secret is rotated: the preview shows that it changes, but not its value",
    run: async (bench) => {
      await bench.pulumi(["config", "set", "--secret", "callbackToken", SECOND]);
      const { text } = await bench.pulumi(["preview", "--diff"]);
      assert.match(plain(text), /Authorization *: \[secret\] => \[secret\]/, "the preview does not show the rotation");
      say("");
      await bench.pulumi(["up", "--yes", "--skip-preview"]);
    },
  },
  { title: "The next call has the new secret", run: (bench) => delivery(bench, SECOND) },
  {
    title: "The webhook is deleted",
    run: async (bench) => {
      await bench.pulumi(["destroy", "--yes", "--skip-preview"]);
      assert.deepEqual(bench.emulator.webhooks(PROJECT), [], "a webhook is left");
    },
  },
  {
    title: "Summary",
    run: async (bench) => {
      const { searched, found } = await bench.filesWith(FIRST, SECOND, TOKEN);
      assert.deepEqual(found, [], "a file of the engine contains a secret in plain text");
      const writes = bench.emulator.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);
      say(`Requests that changed something: ${writes.join(", ")}.`);
      say(`Calls that arrived: ${bench.receiver.arrivals.length}, each with the secret that was current.`);
      say(`Files of the engine (state, history, backups, logs) that contain a secret in plain text: 0 of ${searched}.`);
    },
  },
];

function webhook(bench: Workbench): StoredWebhook {
  const [found, ...others] = bench.emulator.webhooks(PROJECT);
  assert.ok(found !== undefined && others.length === 0, "there is not exactly one webhook");
  return found;
}

async function delivery(bench: Workbench, secret: string): Promise<void> {
  const [call] = await bench.emulator.raiseEvent(PROJECT, {
    objectType: "deployment",
    objectName: "fraud-model",
    event: "deployment_request_finished",
  });
  assert.ok(call?.delivered, "UbiOps could not call the URL");
  const { method, path, headers, body } = await bench.receiver.next();
  say(
    `${method} ${path}\nAuthorization: ${headers.authorization ?? ""}\nX-Environment: ${String(headers["x-environment"])}\n`,
  );
  say(JSON.stringify(body, undefined, 2));
  assert.equal(headers.authorization, secret, "the protected header did not arrive");
}
