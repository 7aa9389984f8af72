/**
 * Run by tests in a process of its own, for what a process reads once, when it starts: lists the webhooks of project "p" at
 * the host given and prints either how many there are or the error.
 */
import { Client } from "../../../provider/api";
import { parseWebhook } from "../../../provider/resources/webhook/wire";
import { protectSecret } from "../../../provider/shared/redaction";

async function main([host = "", token = "", secret = ""]: readonly string[]): Promise<void> {
  protectSecret(secret);
  const client = new Client({ host, token, timeoutSeconds: 5, parseWebhook, tuning: { retryBaseMs: 2 } });
  const outcome = await client
    .operation()
    .list("p")
    .then(
      (webhooks) => ({ webhooks: webhooks.length }),
      (error: unknown) => ({ error: error instanceof Error ? `${error.name}: ${error.message}` : error }),
    );
  await client
    .operation()
    .get("p", secret)
    .catch(() => undefined);
  console.log(JSON.stringify(outcome));
}

void main(process.argv.slice(2));
