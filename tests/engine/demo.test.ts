import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { ROOT } from "../../tools/support/command";
import { endAll } from "../../tools/support/end-all";
import { testOnPosix } from "../../tools/support/platform";
import { killLeftovers, leftovers } from "../../tools/program/leftovers";

/** The demo as `npm run demo` starts it, with its own temporary folder. */
class Demo {
  #text = "";
  #hasEnded = false;
  readonly temporary: string;
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;

  private constructor(temporary: string) {
    this.temporary = temporary;
    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    const child = spawn(process.execPath, ["--import", "tsx", "tools/demo/index.ts"], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const output of [child.stdout, child.stderr])
      output.setEncoding("utf8").on("data", (text: string) => (this.#text += text));
    this.ended = new Promise((resolve) => {
      child.once("close", (code) => {
        this.#hasEnded = true;
        resolve(code);
      });
    });
  }

  static async start(): Promise<Demo> {
    return new Demo(await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pulumi-ubiops-test-"))));
  }

  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /** What it has printed so far. */
  get text(): string {
    return this.#text;
  }

  /** Resolves when it has printed the text. @throws Error if it ends before that */
  async printed(text: string): Promise<void> {
    while (!this.#text.includes(text)) {
      if (this.#hasEnded) throw new Error(`The demo ended without "${text}":\n${this.#text}`);
      await Promise.race([new Promise((resolve) => this.#child.stdout?.once("data", resolve)), this.ended]);
    }
  }

  /** The folders that it left, apart from those of compilers, and the processes that do not end. */
  async left(): Promise<(string | number)[]> {
    const processes = await leftovers(this.#temporaryVariable);
    const folders = (await fs.readdir(this.temporary)).filter((name) => name.startsWith("pulumi-ubiops"));
    return [...folders, ...processes];
  }

  dispose(): Promise<void> {
    return endAll(
      () => killLeftovers(this.#temporaryVariable),
      () => fs.rm(this.temporary, { recursive: true, force: true }),
    );
  }

  get #temporaryVariable(): string {
    return `TMPDIR=${this.temporary}`;
  }
}

describe("the demo", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await Demo.start();
  });
  afterEach(() => demo.dispose());

  test("shows everything it promises, and leaves nothing behind", async () => {
    const code = await demo.ended;
    expect(demo.text).toMatch(/^Requests that changed something: POST, PATCH, PATCH, DELETE\.$/m);
    expect(code).toBe(0);
    expect(await demo.left()).toEqual([]);
  });

  testOnPosix("ends on Ctrl-C in the middle of an update, and leaves nothing behind", async () => {
    await demo.printed("Updating");
    demo.interrupt();
    expect(await demo.ended).toBe(130);
    expect(demo.text).not.toContain("The step");
    expect(await demo.left()).toEqual([]);
  });
});
