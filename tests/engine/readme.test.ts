import { type Emulator, startEmulator } from "../emulator";
import { readReadme, withFieldsTable } from "../support/fields-table";
import { Program } from "../support/program";

const readme = readReadme();

/** The README's code blocks of a language, in order. */
const blocks = (language: string): string[] =>
  Array.from(readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm")), ([, text]) => text ?? "");

const SECRETS = { first: "Bearer CANARY-readme-1", second: "Bearer CANARY-readme-2" };

describe("the README", () => {
  let emulator: Emulator;
  let program: Program;
  const config = (token: string) => ({ callbackToken: { secret: token } });

  beforeAll(async () => {
    emulator = await startEmulator();
    const [source = ""] = blocks("ts");
    program = await Program.create({
      source,
      file: "index.ts",
      config: config(SECRETS.first),
      env: { UBIOPS_API_HOST: emulator.url, UBIOPS_API_TOKEN: emulator.token, UBIOPS_PROJECT: "shop" },
    });
  });
  afterAll(async () => {
    await program.dispose();
    await emulator.close();
  });

  test("shows a program that works, and for a drift and a rotation just what the engine prints", async () => {
    const [drift = "none", rotation = "none"] = blocks("text");
    (await program.up()).ok();
    const [webhook] = emulator.webhooks("shop");
    if (!webhook) throw new Error("the program made no webhook");

    const headers = webhook.headers.map((header) => (header.key === "X-Environment" ? { ...header, value: "staging" } : header));
    emulator.edit("shop", webhook.name, { timeout: 25, headers });
    const drifted = await program.preview("--refresh", "--diff", "--expect-no-changes");
    expect(drifted.code).toBe(7);
    expect(drifted.text).toContain(drift);

    (await program.up("--refresh")).ok();
    await program.configure(config(SECRETS.second));
    const rotated = (await program.preview("--diff")).ok();
    expect(rotated.text).toContain(rotation);
    expect((await program.preview("--refresh", "--expect-no-changes")).code).toBe(7);
  });

  test("has the table of fields that the provider works with", () => {
    expect(withFieldsTable(readme)).toBe(readme);
  });
});
