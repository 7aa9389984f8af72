import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { shownMode } from "../support/platform";
import { call, webhook } from "./call";
import { startEmulator } from "./index";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-state-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const WEBHOOKS = "/projects/p/webhooks";

it("keeps webhooks, their order and their secrets between starts, for the owner's eyes alone", async () => {
  const stateFile = join(folder, "state.json");
  const first = await startEmulator({ stateFile });
  for (const name of ["b", "a", "c"]) {
    await call(first, "POST", WEBHOOKS, webhook({ name, headers: [{ key: "A", value: name, protected: true }] }));
  }
  await call(first, "DELETE", `${WEBHOOKS}/c`);
  await call(first, "PATCH", `${WEBHOOKS}/b`, { name: "renamed" });
  const before = first.webhooks("p");
  await first.close();

  const second = await startEmulator({ stateFile });
  expect(second.webhooks("p")).toEqual(before);
  expect(before.map(({ name }) => name)).toEqual(["renamed", "a"]);
  expect((await call(second, "GET", `${WEBHOOKS}/renamed`)).status).toBe(200);
  await second.close();
  expect(statSync(stateFile).mode & 0o777).toBe(shownMode(0o600));
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

it("holds whole states only, while it is written many times", async () => {
  const stateFile = join(folder, "state.json");
  const emulator = await startEmulator({ stateFile });
  for (let index = 0; index < 200; index += 1) {
    emulator.put("p", { name: `w${index}` });
    if (index % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(() => JSON.parse(readFileSync(stateFile, "utf8")) as unknown).not.toThrow();
  }
  await emulator.close();
  expect(readFileSync(stateFile, "utf8")).toContain('"w199"');
});

it.each([
  ["half of a file", '{"format": 1, "projects": {"p": ['],
  ["another file", "{}"],
  ["a webhook without its fields", '{"format": 1, "projects": {"p": [{"name": "w"}]}}'],
])("refuses to start with %s, says which, and leaves it as it is", async (_, text) => {
  const stateFile = join(folder, "state.json");
  writeFileSync(stateFile, text);
  await expect(startEmulator({ stateFile })).rejects.toThrow(`The state file ${stateFile} is damaged`);
  expect(readFileSync(stateFile, "utf8")).toBe(text);
});

it("says at the start that a file cannot be read or written", async () => {
  await expect(startEmulator({ stateFile: folder })).rejects.toThrow("cannot be read: EISDIR");
  await expect(startEmulator({ stateFile: join(folder, "missing", "state.json") })).rejects.toThrow("cannot be written: ENOENT");
});
