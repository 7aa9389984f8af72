import { readFileSync } from "node:fs";
import { stripVTControlCharacters as plain } from "node:util";

import { drawnText } from "../../tools/picture/draw";
import { DRIFT, PICTURE } from "../../tools/picture/drift";
import { ReadmeProgram } from "../../tools/picture/readme-program";
import { fieldsTable } from "../../tools/fields-table";
import { codeBlocks, readReadme } from "../../tools/support/readme";

describe("the README", () => {
  let readme: ReadmeProgram;

  beforeAll(async () => {
    readme = await ReadmeProgram.start("Bearer CANARY-readme-1");
    (await readme.program.up()).ok();
  });
  afterAll(() => readme.dispose());

  test("shows in its picture what the engine prints of a drift, to the letter", async () => {
    readme.edit();
    expect(drawnText(readFileSync(PICTURE, "utf8"))).toBe(plain(await readme.preview(...DRIFT)));
    (await readme.program.up("--refresh")).ok();
  });

  test("shows of a rotation what the engine prints", async () => {
    const [rotation = "none"] = codeBlocks("text");
    await readme.rotate("Bearer CANARY-readme-2");
    expect(plain(await readme.preview("--diff"))).toContain(rotation);
    expect((await readme.program.preview("--refresh", "--expect-no-changes")).code).toBe(7);
  });

  test("has the table of fields that the provider works with", () => {
    expect(readReadme()).toContain(fieldsTable());
  });
});
