import { Emulated, PROJECT } from "../support/emulated";
import type { Program } from "../program";
import { codeBlocks } from "../support/readme";

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SOME_UUID = "3e338a62-0af3-4b3e-b0d7-bf09bb1dd793";

/** The README's program on an emulator, for what the README shows of it. To be disposed of in `finally`. */
export class ReadmeProgram {
  readonly #run: Emulated;

  private constructor(run: Emulated) {
    this.#run = run;
  }

  /** @param secret what the protected header holds */
  static async start(secret: string): Promise<ReadmeProgram> {
    const [source = ""] = codeBlocks("ts");
    return new ReadmeProgram(await Emulated.of({ source, file: "index.ts", config: config(secret) }));
  }

  get program(): Program {
    return this.#run.program;
  }

  /** What somebody does in the web app. @throws Error where there is no webhook yet */
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

  /** What a preview prints, in colours, with the same UUID whichever the webhook has. @throws Error when it fails */
  async preview(...args: string[]): Promise<string> {
    const { stdout } = (await this.program.preview("--color=always", "--suppress-progress", ...args)).ok();
    return stdout.trimEnd().replace(UUID, SOME_UUID);
  }

  dispose(): Promise<void> {
    return this.#run.dispose();
  }
}

const config = (secret: string) => ({ callbackToken: { secret } });
