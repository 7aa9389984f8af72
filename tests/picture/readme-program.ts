import { type Emulator, startEmulator } from "../emulator";
import { Program } from "../support/program";
import { codeBlocks } from "../support/readme";

const PROJECT = "shop";
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SOME_UUID = "3e338a62-0af3-4b3e-b0d7-bf09bb1dd793";

/** The README's program on an emulator, for what the README shows of it. To be disposed of in `finally`. */
export class ReadmeProgram {
  readonly program: Program;
  readonly #emulator: Emulator;

  private constructor(program: Program, emulator: Emulator) {
    this.program = program;
    this.#emulator = emulator;
  }

  /** @param secret what the protected header holds */
  static async start(secret: string): Promise<ReadmeProgram> {
    const [source = ""] = codeBlocks("ts");
    const emulator = await startEmulator();
    const env = { UBIOPS_API_HOST: emulator.url, UBIOPS_API_TOKEN: emulator.token, UBIOPS_PROJECT: PROJECT };
    const program = await Program.create({ source, file: "index.ts", config: config(secret), env });
    return new ReadmeProgram(program, emulator);
  }

  /** What somebody does in the web app. @throws Error where there is no webhook yet */
  edit(): void {
    const [webhook] = this.#emulator.webhooks(PROJECT);
    if (!webhook) throw new Error("The program made no webhook.");
    const headers = webhook.headers.map((header) => (header.key === "X-Environment" ? { ...header, value: "staging" } : header));
    this.#emulator.edit(PROJECT, webhook.name, { timeout: 25, headers });
  }

  async rotate(secret: string): Promise<void> {
    await this.program.configure(config(secret));
  }

  /** What a preview prints, in colours, with the same UUID whichever the webhook has. @throws Error when it fails */
  async preview(...args: string[]): Promise<string> {
    const { stdout } = (await this.program.preview("--color=always", "--suppress-progress", ...args)).ok();
    return stdout.trimEnd().replace(UUID, SOME_UUID);
  }

  async dispose(): Promise<void> {
    try {
      await this.program.dispose();
    } finally {
      await this.#emulator.close();
    }
  }
}

const config = (secret: string) => ({ callbackToken: { secret } });
