import * as assert from "node:assert/strict";
import { stripVTControlCharacters as plain } from "node:util";

import type { StoredWebhook } from "../../emulator/src";
import { PROJECT, TOKEN, type Workbench } from "./workbench";
import { say } from "./screen";
import type { Step } from "./take";

/** What the protected header holds before its rotation; after that, the other one. */
export const FIRST = "Bearer demo-secret-1";
const SECOND = "Bearer demo-secret-2";

/** `pulumi preview --expect-no-changes` ends so where there are some. */
const CHANGES = 7;

/** What the demo shows, in its order. */
export const STEPS: readonly Step<Workbench>[] = [
  {
    title: "What would be made",
    run: async (bench) => {
      await bench.pulumi(["preview"]);
    },
  },
  {
    title: "It is made",
    run: async (bench) => {
      await bench.pulumi(["up", "--yes", "--skip-preview"]);
      webhook(bench);
    },
  },
  {
    title: "A request of the deployment finishes: UbiOps calls, with the protected header",
    run: (bench) => delivery(bench, FIRST),
  },
  {
    title: "A second preview is quiet, though UbiOps never tells what the protected header holds",
    run: async (bench) => {
      await bench.pulumi(["preview", "--refresh", "--expect-no-changes"]);
    },
  },
  {
    title: "Somebody edits the webhook in the web app: the drift, exactly",
    run: async (bench) => {
      const { name, headers } = webhook(bench);
      const edited = headers.map((header) =>
        header.key === "X-Environment" ? { ...header, value: "testing" } : header,
      );
      bench.emulator.edit(PROJECT, name, { timeout: 25, headers: edited });
      const { text } = await bench.pulumi(["preview", "--refresh", "--diff", "--expect-no-changes"], CHANGES);
      for (const change of ['"testing" => "demo"', "25 => 10"])
        assert.ok(plain(text).includes(change), `the preview does not show ${change}`);
      say(`\nExit code ${CHANGES}: a pipeline that asks for no changes is told of them.`);
    },
  },
  {
    title: "The drift is put right",
    run: async (bench) => {
      await bench.pulumi(["up", "--refresh", "--yes", "--skip-preview"]);
      const { timeout, headers } = webhook(bench);
      assert.equal(timeout, 10, "the timeout was not put right");
      assert.equal(
        headers.find(({ key }) => key === "X-Environment")?.value,
        "demo",
        "the plain header was not put right",
      );
    },
  },
  {
    title: "The secret is rotated: the preview shows that, and nothing of the secret",
    run: async (bench) => {
      await bench.pulumi(["config", "set", "--secret", "callbackToken", SECOND]);
      const { text } = await bench.pulumi(["preview", "--diff"]);
      assert.match(plain(text), /Authorization: \[secret\] => \[secret\]/, "the preview does not show the rotation");
      say("");
      await bench.pulumi(["up", "--yes", "--skip-preview"]);
    },
  },
  { title: "The next call brings the new secret", run: (bench) => delivery(bench, SECOND) },
  {
    title: "All is removed",
    run: async (bench) => {
      await bench.pulumi(["destroy", "--yes", "--skip-preview"]);
      assert.deepEqual(bench.emulator.webhooks(PROJECT), [], "a webhook is left");
    },
  },
  {
    title: "In short",
    run: async (bench) => {
      const { searched, found } = await bench.filesWith(FIRST, SECOND, TOKEN);
      assert.deepEqual(found, [], "a secret stands in plain text in a file of the engine");
      const writes = bench.emulator.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);
      say(`Requests that changed something: ${writes.join(", ")}.`);
      say(`Calls that arrived: ${bench.receiver.arrivals.length}, each with the secret of its time.`);
      say(`Files of the engine (state, history, backups, logs) with a secret in plain text: none of ${searched}.`);
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
  assert.ok(call?.delivered, "UbiOps could not call");
  const { method, path, headers, body } = await bench.receiver.next();
  say(
    `${method} ${path}\nAuthorization: ${headers.authorization ?? ""}\nX-Environment: ${String(headers["x-environment"])}\n`,
  );
  say(JSON.stringify(body, undefined, 2));
  assert.equal(headers.authorization, secret, "the protected header did not arrive");
}
