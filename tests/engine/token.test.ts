import { Emulated, TOKEN } from "../../tools/support/emulated";

const CONFIGURED = "canary-of-the-configured-token";
const ROTATED = "canary-of-the-rotated-token";

let run: Emulated;
beforeAll(async () => {
  run = await Emulated.start('new ubiops.Webhook("finished", deployment);');
});
afterAll(() => run.dispose());

/** At the service and in the stack config. */
async function use(token: string): Promise<void> {
  run.emulator.setToken(token);
  await run.program.configure({ "ubiops:apiToken": { secret: token } });
}

const state = async () => JSON.stringify(await run.program.state({ secrets: true }));

test("a token from the environment is nowhere in the state, not even encrypted", async () => {
  (await run.program.up()).ok();
  expect(await state()).not.toContain(TOKEN);
});

test("a token from the stack config is in the state as a secret, and nowhere else", async () => {
  await use(CONFIGURED);
  (await run.program.up()).ok();
  expect((await state()).replaceAll(JSON.stringify({ secret: CONFIGURED }), "")).not.toContain(CONFIGURED);
  expect(await state()).toContain(JSON.stringify({ secret: CONFIGURED }));
});

test("after a rotation a plain refresh fails and names the one that runs the program, which sets it right for both", async () => {
  await use(ROTATED);
  const { code, text } = await run.program.refresh();
  expect(code).not.toBe(0);
  expect(text).toMatch(/does not accept the API token[^]*--run-program/);
  (await run.program.refresh("--run-program")).ok();
  (await run.program.refresh()).ok();
});
