import { Emulated } from "../../tools/support/emulated";

const SOURCE = `
import * as ubiops from "pulumi-ubiops";

interface Unused {
  readonly makes: "the compiled lines differ from these";
}

export const id = new ubiops.Webhook(
  "finished",
  {
    objectType: "deployment",
    objectName: "fraud-model",
    event: "deployment_request_finished",
    url: "https://hooks.example.com/ubiops",
  },
).id;
`;
const LINE = SOURCE.split("\n").findIndex((line) => line.includes("new ubiops.Webhook")) + 1;

describe("The line of a program that declares a webhook", () => {
  let run: Emulated;
  beforeAll(async () => {
    run = await Emulated.of({ source: SOURCE, file: "index.ts" });
  });
  afterAll(() => run.dispose());

  test("is in the state", async () => {
    (await run.program.up()).ok();
    const { sourcePosition } = await run.program.resource("finished");
    expect(sourcePosition).toMatch(new RegExp(`^project:///index\\.ts#${LINE},`));
  });
});
