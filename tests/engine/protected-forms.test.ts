import { type Emulator, PROTECTED_FORMS, startEmulator } from "../emulator";
import { leaks } from "../support/canaries";
import { Emulated, PROJECT, TOKEN } from "../support/emulated";
import { endAll } from "../support/end-all";

const HEADERS = `[{ key: "Authorization", value: "Bearer canary-one", protected: true }, { key: "X-Environment", value: "test" }]`;

describe("services that return protected headers in different forms", () => {
  let emulators: Emulator[] = [];
  let run: Emulated;
  beforeAll(async () => {
    emulators = await Promise.all(PROTECTED_FORMS.map((protectedForm) => startEmulator({ token: TOKEN, protectedForm })));
    const webhooks = emulators.map(({ url }, index) => `
      const service${index} = new ubiops.Provider("service-${index}", { apiToken: "${TOKEN}", apiHost: "${url}", project: "${PROJECT}" });
      new ubiops.Webhook("webhook-${index}", { ...deployment, headers: ${HEADERS}, labels: { a: "1", b: "2" } }, { provider: service${index} });`);
    run = await Emulated.start(webhooks.join("\n"));
    (await run.program.up()).ok();
  });
  afterAll(() => endAll(() => run.dispose(), ...emulators.map((emulator) => () => emulator.close())));

  const writes = () => emulators.flatMap(({ requests }) => requests).filter(({ method }) => method !== "GET");

  test("all stay quiet in preview, preview --refresh, up, refresh and up again", async () => {
    emulators.forEach((emulator) => { emulator.clearRequests(); });
    (await run.program.preview("--expect-no-changes")).ok();
    (await run.program.preview("--refresh", "--expect-no-changes")).ok();
    (await run.program.up("--expect-no-changes")).ok();
    (await run.program.refresh("--expect-no-changes")).ok();
    (await run.program.up("--expect-no-changes")).ok();
    expect(writes()).toEqual([]);
    for (const emulator of emulators) {
      expect(emulator.webhooks(PROJECT)).toMatchObject([{ headers: [{ key: "Authorization", value: "Bearer canary-one" }, { key: "X-Environment", value: "test" }] }]);
    }
    expect(leaks(await run.program.texts())).toEqual([]);
  });
});
