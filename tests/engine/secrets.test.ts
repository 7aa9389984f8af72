import { leaks } from "../../tools/support/canaries";
import { Emulated, FRONT_ENDS, PROJECT } from "../../tools/support/emulated";
import type { EngineResult } from "../../tools/program/engine-command";

/** From the environment: what the engine knows as a secret of the stack config it filters from its output itself. */
const API_TOKEN = 'canary-token"<&>%41\\';
const PROTECTED = 'Bearer canary-protected "<&>" 100% \\';
const ROTATED = "Bearer canary-rotated";
const BASIC = Buffer.from("user:canary-password").toString("base64");

const quoted = (value: string): string => JSON.stringify(value);

/** A program in which every kind of value is a secret somewhere. */
const program = (value: string, more = ""): string => `
  const secret = (value) => pulumi.secret(value);
  for (const echo of ["json", "url", "html", "base64"]) {
    new ubiops.Webhook(echo, { ...deployment, name: echo,
      url: secret("https://hooks.example.com/canary-url/" + ${quoted(encodeURIComponent(value))}), description: secret("canary-description " + ${quoted(value)}),
      labels: { team: secret("canary-label " + ${quoted(value)}), plain: "plain" },
      headers: { "X-Secret": secret("canary-header " + ${quoted(value)}), "X-Plain": "plain" },
      protectedHeaders: { Authorization: ${quoted(value)}, "X-Basic": "Basic ${BASIC}" } });
  }
  ${more}
`;

/** How a service may repeat a value in an error. */
const ECHOES: Readonly<Record<string, (value: string) => object | string>> = {
  json: (value) => ({
    headers: [{ value: [`${value} is not accepted.`] }],
    url: { reason: `https://hooks.example.com/canary-url/${encodeURIComponent(value)}` },
  }),
  url: (value) => ({
    error: `Not accepted: Authorization=${encodeURIComponent(value)}&description=${encodeURIComponent(`canary-description ${value}`)}`,
  }),
  html: (value) =>
    `<html><body><h1>Not accepted</h1><p>${escapeHtml(value)} ${escapeHtml(`canary-label ${value}`)}</p></body></html>`,
  base64: (value) => ({ error: `Not accepted: Basic ${BASIC} ${Buffer.from(`user:${value}`).toString("base64")}` }),
};

const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");

/** A webhook that is refused before anything is sent. */
const BAD = 'new ubiops.Webhook("bad", { ...deployment, url: secret("ftp://canary-bad"), timeout: secret("canary") });';

describe.each(FRONT_ENDS)("secrets in a stack of the %s front end", (frontEnd) => {
  let run: Emulated;
  const commands = new Map<string, EngineResult>();

  beforeAll(async () => {
    run = await Emulated.start(program(PROTECTED), {
      frontEnd,
      emulator: { token: API_TOKEN },
      env: { UBIOPS_API_TOKEN: API_TOKEN, NODE_DEBUG: "pulumi-ubiops" },
      // The second command is asked for everything that the engine sends and receives.
      mayShow: /^command 2$/,
    });
    const pulumi = async (name: string, ...args: string[]) => commands.set(name, await run.program.run(...args));

    await pulumi("plan", "preview", "--json", "--save-plan", "plan.json");
    await pulumi("up", "up", "--yes", "--skip-preview", "--plan", "plan.json", "-v=9", "--logtostderr");
    await run.write(program(ROTATED));
    for (const [name, echo] of Object.entries(ECHOES)) {
      const path = new RegExp(`/webhooks/${name}$`);
      run.emulator.trouble({ kind: "status", status: 400, methods: ["PATCH"], path, body: echo(ROTATED) });
    }
    await pulumi("refused", "up", "--yes", "--skip-preview", "--diff", "--continue-on-error");
    run.emulator.clearTroubles();
    run.emulator.edit(PROJECT, "json", {
      headers: [{ key: "X-Renamed", value: `canary-header ${ROTATED}`, protected: false }],
    });
    await pulumi("healed", "up", "--yes", "--refresh", "--diff");
    await run.write(program(ROTATED, BAD));
    await pulumi("bad", "preview");
    run.emulator.setToken("another");
    await pulumi("unauthorized", "refresh", "--yes", "--skip-preview");
  });
  afterAll(() => run.dispose());

  const text = (name: string): string => commands.get(name)?.text ?? "";

  test.each(["plan", "up", "healed"])("%s succeeds", (name) => {
    expect(commands.get(name)?.ok().code).toBe(0);
  });

  test.each(["refused", "bad", "unauthorized"])("%s fails", (name) => {
    expect(commands.get(name)?.code).not.toBe(0);
  });

  test("nothing that was printed or written shows one: previews, updates, plan, state, history and logs", async () => {
    const texts = await run.program.texts();
    expect(texts.map(({ from }) => from)).toEqual(expect.arrayContaining([expect.stringContaining("history")]));
    expect(texts.length).toBeGreaterThan(commands.size);
    expect(leaks(texts)).toEqual(["command 2"]);
  });

  test("with -v=9 every line that shows one is the engine's own, about what it sends and receives", () => {
    const shown = text("up")
      .split("\n")
      .filter((line) => leaks([{ from: "line", text: line }]).length > 0);
    expect(shown.length).toBeGreaterThan(0);
    for (const line of shown) expect(line).toMatch(/"msg":"(Unm|M)arshaling property|RegisterResource RPC finished/);
  });

  test.each(Object.keys(ECHOES))(
    "an error that repeats one (%s) shows the service's other words and a mask",
    (name) => {
      const message = text("refused")
        .split("\n")
        .find((line) => line.includes(`"${name}"`) && line.includes("UbiOps says:"));
      expect(message).toMatch(/not accepted/i);
      expect(message).toContain("[secret]");
      expect(message).toContain(`(PATCH /projects/${PROJECT}/webhooks/${name}, status 400)`);
    },
  );

  test("no error shows a stack frame", () => {
    for (const name of ["refused", "bad", "unauthorized"])
      expect(text(name)).not.toMatch(/^\s+at .*[:(]\d+|node:internal|\.js:\d+/m);
  });

  test("a bad value that is secret is refused by its field's name alone", () => {
    expect(text("bad")).toContain("url: must begin with https:// or http://");
    expect(text("bad")).toContain("timeout: must be a whole number of seconds");
  });

  test("a drift and a rotation are shown by name", () => {
    expect(text("healed")).toMatch(/~ Authorization: \[secret\] => \[secret\]/);
    expect(text("healed")).toMatch(/~ headers *: \[secret\] => \[secret\]/);
    expect(text("healed")).toContain("+ Authorization");
  });

  test("the trace has one line a request, with method, path, status, time and attempt", () => {
    const lines = text("up")
      .split("\n")
      .filter((line) => line.includes("PULUMI-UBIOPS"));
    expect(lines.length).toBeGreaterThanOrEqual(8);
    for (const line of lines) expect(line).toMatch(/(GET|POST|PATCH|DELETE) \/projects\/\S+ \d{3} \d+ms attempt \d+/);
  });

  test("each webhook got the secrets themselves", () => {
    const sent = run.emulator.requests
      .filter(({ method }) => method === "POST")
      .map(({ body }) => JSON.stringify(body));
    expect(sent).toHaveLength(Object.keys(ECHOES).length);
    for (const body of sent) expect(body).toContain(JSON.stringify(PROTECTED));
  });
});
