import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import { shownMode } from "../../../tools/support/platform";
import { PROJECT, PROTECTED, Shell } from "./shell";

const shell = new Shell();

describe("generate", () => {
  test("writes no file where one is there, unless it is told to", async () => {
    shell.emulator.put(PROJECT);
    await writeFile(path.join(shell.folder, "import.json"), "mine");
    const refusal = await shell.run("generate");
    expect(refusal.code).toBe(2);
    expect(refusal.error).toContain("import.json exists in");
    expect(await readdir(shell.folder)).toEqual(["import.json"]);
    expect(await readFile(path.join(shell.folder, "import.json"), "utf8")).toBe("mine");
    expect(await shell.run("generate", "--force")).toMatchObject({ code: 0 });
    expect(await readdir(shell.folder)).toEqual(["import.json", "index.ts"]);
  });

  test("writes into another folder, and lets only the owner read what may hold a secret", async () => {
    shell.emulator.put(PROJECT);
    expect(await shell.run("generate", "--out", "stack/webhooks", "--language", "javascript")).toMatchObject({
      code: 0,
    });
    expect(await readdir(path.join(shell.folder, "stack/webhooks"))).toEqual(["import.json", "index.js"]);
    expect((await stat(path.join(shell.folder, "stack/webhooks/import.json"))).mode & 0o777).toBe(shownMode(0o600));
  });

  test("writes nothing where there is nothing", async () => {
    const { code, out, error } = await shell.run("generate");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(error).toContain("no file was written");
    expect(await readdir(shell.folder)).toEqual([]);
  });

  test("puts no protected value into any file or output, whatever the service returns for it", async () => {
    shell.emulator.put(PROJECT, { name: "finished", headers: [PROTECTED] });
    const { out } = await shell.run("generate");
    const texts = await Promise.all(
      ["index.ts", "import.json"].map((file) => readFile(path.join(shell.folder, file), "utf8")),
    );
    expect([out, ...texts].join("")).not.toContain("canary");
    expect(out).toContain("pulumi config set --secret finishedAuthorization\n");
  });

  test("says which webhooks it leaves out and why, in the program too", async () => {
    shell.emulator.put(PROJECT, { name: "good" });
    shell.emulator.put(PROJECT, { name: "bad\u2028name", url: "https://user:canary@hooks.example.com/" });
    const { code, error } = await shell.run("generate");
    expect(code).toBe(0);
    expect(error).toMatch(/^Not declared: the webhook "bad name"\. url: must not hold a user name or password/);
    const text = await readFile(path.join(shell.folder, "index.ts"), "utf8");
    expect(text).toContain("// Not declared");
    expect(text).not.toContain("canary");
    expect(text).toContain('new ubiops.Webhook("good"');
  });

  test("calls a webhook the same, whatever else there is", async () => {
    const text = async () => readFile(path.join(shell.folder, "import.json"), "utf8");
    const names = (json: string) =>
      (JSON.parse(json) as { resources: { logicalName: string }[] }).resources.map(({ logicalName }) => logicalName);
    shell.emulator.put(PROJECT, { name: "b/c" });
    await shell.run("generate");
    const [alone = ""] = names(await text());
    shell.emulator.put(PROJECT, { name: "a" });
    shell.emulator.put(PROJECT, { name: "b-c" });
    await shell.run("generate", "--force");
    expect(names(await text())).toEqual(["a", "b-c", alone]);
  });
});
