import { Emulated, PROJECT } from "../support/emulated";
import type { Program } from "../program";
import { codeBlocks } from "../support/readme";

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SOME_UUID = "3e338a62-0af3-4b3e-b0d7-bf09bb1dd793";

/** The README's program on an emulator, for the output that the README shows. Call `dispose` at the end. */
export class ReadmeProgram {
  readonly #run: Emulated;

  private constructor(run: Emulated) {
    this.#run = run;
  }

  /** @param secret the value of the protected header */
  static async start(secret: string): Promise<ReadmeProgram> {
    const [source = ""] = codeBlocks("ts");
    return new ReadmeProgram(await Emulated.of({ source, file: "index.ts", config: config(secret) }));
  }

  get program(): Program {
    return this.#run.program;
  }

  /** Edits the webhook, as a user may in the web app. @throws Error if there is no webhook */
  edit(): void {
    const { emulator } = this.#run;
    const [webhook] = emulator.webhooks(PROJECT);
    if (!webhook) throw new Error("The program made no webhook.");
    const headers = webhook.headers.map((header) =>
      header.key === "X-Environment" ? { ...header, value: "staging" } : header,
    );
    emulator.edit(PROJECT, webhook.name, { timeout: 25, headers });
  }

  async rotate(secret: string): Promise<void> {
    await this.program.configure(config(secret));
  }

  /** The output of a preview, with colours and with a fixed UUID. @throws Error if it fails */
  async preview(...args: string[]): Promise<string> {
    const { stdout } = (await this.program.preview("--color=always", "--suppress-progress", ...args)).ok();
    return stdout.trimEnd().replace(UUID, SOME_UUID);
  }

  dispose(): Promise<void> {
    return this.#run.dispose();
  }
}

const config = (secret: string) => ({ callbackToken: { secret } });
