import * as fs from "node:fs/promises";
import * as path from "node:path";

import { leaks } from "../../tools/support/canaries";
import { testOnPosix } from "../../tools/support/platform";
import { Program } from "../../tools/program";
import { processesWith } from "../../tools/program/leftovers";

const boxes = (size: number, create = "") => `
  const pulumi = require("@pulumi/pulumi");
  const secret = new pulumi.Config().requireSecret("token");
  class Box extends pulumi.dynamic.Resource {
    constructor(name, props) {
      super({
        check: async (olds, news) => ({ inputs: news }),
        create: async (inputs) => {
          ${create}
          return { id: "box-1", outs: inputs };
        },
        update: async (id, olds, news) => ({ outs: news }),
      }, name, props);
    }
  }
  exports.size = new Box("box", { size: ${size}, secret }).size;
`;
const config = { token: { secret: "canary-42" } };

let program: Program | undefined;
afterEach(() => program?.dispose());

test("a program is created, previewed, changed and destroyed, and its secrets are in no text", async () => {
  program = await Program.create({ source: boxes(1), config });
  (await program.up()).ok();
  expect(await program.outputs()).toEqual({ size: 1 });
  await program.write(boxes(2));
  const preview = (await program.preview("--diff")).ok();
  expect(preview.text).toContain("~ size");
  (await program.up()).ok();
  const box = { id: "box-1", outputs: { size: 2, secret: { secret: "canary-42" } } };
  expect(await program.resource("box", { secrets: true })).toMatchObject(box);
  (await program.destroy()).ok();
  expect((await program.state()).resources).toEqual([]);
  const texts = await program.texts();
  expect(leaks(texts)).toEqual([]);
  expect(texts.map(({ from }) => from)).toContain(path.join("backend", ".pulumi", "stacks", "program", "dev.json"));
});

test("a TypeScript program in a folder of the project is run, and sees the stack's config and its secrets", async () => {
  const source = `
    import * as pulumi from "@pulumi/pulumi";
    const config = new pulumi.Config();
    export const greeting: string = config.require("greeting");
    export const token: pulumi.Output<string> = config.requireSecret("token");
  `;
  program = await Program.create({ source, file: "index.ts", main: "app", config: { greeting: "hello", ...config } });
  (await program.up()).ok();
  expect(await program.outputs({ secrets: true })).toEqual({ greeting: "hello", token: { secret: "canary-42" } });
  expect((await program.run("stack", "output", "token", "--show-secrets")).ok().stdout.trim()).toBe("canary-42");
});

test("a failing program fails the command and says why", async () => {
  program = await Program.create({
    source: 'new (class { constructor() { throw new Error("the program says no"); } })();',
  });
  const up = await program.up();
  expect(up.code).not.toBe(0);
  expect(up.text).toContain("the program says no");
  expect(() => up.ok()).toThrow("the program says no");
});

testOnPosix("nothing of a killed update is left running", async () => {
  program = await Program.create({
    source: boxes(1, "console.error('creating'); await new Promise((resolve) => setTimeout(resolve, 60_000));"),
    config,
  });
  const up = program.spawn("up", "--yes", "--skip-preview");
  await up.printed(/creating/);
  expect((await processesWith(program.mark)).length).toBeGreaterThan(1);
  expect((await program.kill(up)).signal).toBe("SIGKILL");
  expect(await processesWith(program.mark)).toEqual([]);
});

test("no kill can tear a program's state, and a stack whose file of attributes one tore is whole again without that file", async () => {
  program = await Program.create({ source: "exports.size = 1;" });
  (await program.up()).ok();
  expect((await program.texts()).map(({ from }) => from).filter((from) => from.endsWith(".attrs"))).toEqual([]);

  const torn = path.join(
    path.dirname(program.folder),
    "backend",
    ".pulumi",
    "stacks",
    program.project,
    `${program.stack}.json.attrs`,
  );
  await fs.writeFile(torn, "");
  expect((await program.preview()).text).toContain("failed to load checkpoint: EOF");
  await fs.rm(torn);
  (await program.preview("--expect-no-changes")).ok();
});
