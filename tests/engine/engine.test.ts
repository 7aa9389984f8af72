import { Program } from "../support/program";

const TINY = (size: number) => `
  const pulumi = require("@pulumi/pulumi");
  const secret = new pulumi.Config().requireSecret("token");
  class Box extends pulumi.dynamic.Resource {
    constructor(name, props) {
      super({
        check: async (olds, news) => ({ inputs: news }),
        create: async (inputs) => ({ id: "box-1", outs: inputs }),
        update: async (id, olds, news) => ({ outs: news }),
      }, name, props);
    }
  }
  exports.size = new Box("box", { size: ${size}, secret }).size;
`;

describe("a program on the real engine", () => {
  let program: Program;
  beforeEach(async () => {
    program = await Program.create({ source: TINY(1), config: { token: { secret: "canary-42" } } });
  });
  afterEach(() => program.dispose());

  test("is created, previewed, changed and destroyed", async () => {
    (await program.up()).ok();
    expect(await program.outputs()).toEqual({ size: 1 });
    await program.write(TINY(2));
    const preview = (await program.preview("--diff")).ok();
    expect(preview.text).toContain("~ size");
    (await program.up()).ok();
    expect(await program.resource("box", { secrets: true })).toMatchObject({
      id: "box-1",
      outputs: { size: 2, secret: { secret: "canary-42" } },
    });
    (await program.destroy()).ok();
    expect((await program.state()).resources).toEqual([]);
    const texts = await program.texts();
    expect(texts.filter(({ text }) => text.includes("canary-42")).map(({ from }) => from)).toEqual([]);
    expect(texts.some(({ from }) => from.startsWith("backend"))).toBe(true);
  });
});
