import { LocalWorkspace } from "@pulumi/pulumi/automation";
import * as ubiops from "pulumi-ubiops";

/** The stack's program. */
function program() {
  const finished = new ubiops.Webhook("request-finished", {
    objectType: "deployment",
    objectName: "fraud-model",
    event: "deployment_request_finished",
    url: process.env.CALLBACK_URL ?? "https://hooks.example.com/ubiops",
  });
  return Promise.resolve({ webhookId: finished.webhookId });
}

async function main() {
  // UBIOPS_API_TOKEN and UBIOPS_PROJECT come from the environment.
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "dev", projectName: "automation-api", program },
    // The engine looks for the installed package from here.
    { workDir: __dirname },
  );
  const command = process.argv[2] ?? "up";
  if (command === "destroy") {
    await stack.destroy({ onOutput: console.log });
    return;
  }
  const { outputs } = await stack.up({ onOutput: console.log });
  console.log(`webhookId: ${String(outputs.webhookId.value)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
