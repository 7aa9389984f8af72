import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { shownMode, testOnPosix } from "../../tools/support/platform";
import { call, webhook } from "./call";
import { emulators } from "./emulators";
import type { Emulator } from "../../emulator/src";

const start = emulators();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-state-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const WEBHOOKS = "/projects/p/webhooks";

it("keeps webhooks, their order and their secrets between runs, and only its owner may read it", async () => {
  const stateFile = join(folder, "state.json");
  const first = await start({ stateFile });
  for (const name of ["b", "a", "c"]) {
    await call(first, "POST", WEBHOOKS, webhook({ name, headers: [{ key: "A", value: name, protected: true }] }));
  }
  await call(first, "DELETE", `${WEBHOOKS}/c`);
  await call(first, "PATCH", `${WEBHOOKS}/b`, { name: "renamed" });
  const before = first.webhooks("p");
  await first.close();

  const second = await start({ stateFile });
  expect(second.webhooks("p")).toEqual(before);
  expect(before.map(({ name }) => name)).toEqual(["renamed", "a"]);
  expect((await call(second, "GET", `${WEBHOOKS}/renamed`)).status).toBe(200);
  await second.close();
  expect(statSync(stateFile).mode & 0o777).toBe(shownMode(0o600));
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

it("is complete at any time while it is written many times, and holds the last change", async () => {
  const stateFile = join(folder, "state.json");
  const emulator = await start({ stateFile });
  for (let index = 0; index < 200; index += 1) {
    emulator.put("p", { name: `w${index}` });
    if (index % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(() => JSON.parse(readFileSync(stateFile, "utf8")) as unknown).not.toThrow();
  }
  await emulator.close();
  expect(readFileSync(stateFile, "utf8")).toContain('"w199"');
});

testOnPosix("is replaced by another file, never written in place", async () => {
  const stateFile = join(folder, "state.json");
  const emulator = await start({ stateFile });
  const before = join(folder, "before.json");
  linkSync(stateFile, before);
  emulator.put("p");
  await emulator.close();
  expect(readFileSync(stateFile, "utf8")).toContain('"planted"');
  expect(readFileSync(before, "utf8")).not.toContain('"planted"');
});

it.each([
  ["the next change", (emulator: Emulator) => void emulator.put("p", { name: "second" })],
  ["the end", (emulator: Emulator) => emulator.close()],
])("warns if a write fails, and writes again with %s", async (_, retry) => {
  const warned = new Promise<unknown>((resolve) => jest.spyOn(process, "emitWarning").mockImplementation(resolve));
  const home = join(folder, "home");
  const stateFile = join(home, "state.json");
  mkdirSync(home);
  const emulator = await start({ stateFile });
  rmSync(home, { recursive: true });
  emulator.put("p", { name: "first" });
  expect(await warned).toContain(`The state file ${stateFile} cannot be written: ENOENT`);
  mkdirSync(home);
  await retry(emulator);
  await until(() => existsSync(stateFile));
  expect(readFileSync(stateFile, "utf8")).toContain('"first"');
});

it.each([
  ["half of a file", '{"format": 1, "projects": {"p": ['],
  ["another file", "{}"],
])("refuses to start with %s, names the file, and leaves it as it is", async (_, text) => {
  const stateFile = join(folder, "state.json");
  writeFileSync(stateFile, text);
  await expect(start({ stateFile })).rejects.toThrow(`The state file ${stateFile} is damaged`);
  expect(readFileSync(stateFile, "utf8")).toBe(text);
});

it("says at the start if a file cannot be read or written", async () => {
  await expect(start({ stateFile: folder })).rejects.toThrow("cannot be read: EISDIR");
  await expect(start({ stateFile: join(folder, "missing", "state.json") })).rejects.toThrow(
    "cannot be written: ENOENT",
  );
});

async function until(isSo: () => boolean): Promise<void> {
  for (let waits = 0; waits < 2000 && !isSo(); waits += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}
