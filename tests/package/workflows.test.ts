import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { command, ROOT } from "../../tools/support/command";
import { pythonPackage } from "../../tools/support/python-package";

const checker = pythonPackage("check-jsonschema", "0.33.0");

const OWN = ".github/workflows";
const FILES: [file: string, schema: string][] = [
  ["examples/pipelines/github-actions.yml", "vendor.github-workflows"],
  ["examples/pipelines/gitlab-ci.yml", "vendor.gitlab-ci"],
  ...readdirSync(path.join(ROOT, OWN)).map((file): [string, string] => [`${OWN}/${file}`, "vendor.github-workflows"]),
];

if ("missing" in checker) console.warn(`The pipelines are not checked: ${checker.missing}`);
const eachFile = "missing" in checker ? test.skip.each(FILES) : test.each(FILES);

eachFile("%s matches the schema of its service (%s)", async (file, schema) => {
  const env = { ...process.env, PYTHONPATH: "folder" in checker ? checker.folder : "" };
  const { code, text } = await command("python3", ["-m", "check_jsonschema", "--builtin-schema", schema, file], {
    env,
  });
  expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("ok") as string });
});

test("a release publishes the package and the emulator, which have the same version", async () => {
  const read = (file: string) => readFile(path.join(ROOT, file), "utf8");
  const published = (await read(`${OWN}/release.yml`)).match(/npm publish .*/g);
  expect(published).toEqual([
    "npm publish --provenance --access public",
    "npm publish --provenance --access public --workspace emulator",
  ]);
  const manifests = await Promise.all(["package.json", "emulator/package.json"].map(read));
  const versions = manifests.map((text) => (JSON.parse(text) as { version: string }).version);
  expect(new Set(versions).size).toBe(1);
});
