import { PROJECT, PROTECTED, Shell } from "./shell";

const shell = new Shell();

describe("list", () => {
  test("shows every webhook in a line, its headers by name alone", async () => {
    shell.emulator.put(PROJECT, {
      name: "finished",
      headers: [PROTECTED, { key: "X-A", value: "b", protected: false }],
    });
    shell.emulator.put(PROJECT, { name: "line\nbreak", object_type: "pipeline", version: null, enabled: false });
    const { code, out, error } = await shell.run("list");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const [titles = "", ...lines] = out.trimEnd().split("\n");
    expect(titles.split(/ {2,}/)).toEqual(["NAME", "OBJECT", "EVENT", "URL", "HEADERS", "ENABLED", "ID"]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^finished .*deployment model:v1 .*Authorization \(protected\), X-A +yes/);
    expect(lines[1]).toMatch(/^line break .*pipeline model .*no /);
    expect(out).not.toContain("canary");
  });

  test("writes its columns below their titles, each as wide as its longest cell", async () => {
    shell.emulator.put(PROJECT, { id: "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0001", name: "a", url: "https://a.example" });
    shell.emulator.put(PROJECT, {
      id: "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0002",
      name: "finished",
      url: "https://hooks.example",
    });
    expect((await shell.run("list")).out).toBe(
      [
        "NAME      OBJECT               EVENT                        URL                    HEADERS  ENABLED  ID",
        "a         deployment model:v1  deployment_request_finished  https://a.example               yes      0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0001",
        "finished  deployment model:v1  deployment_request_finished  https://hooks.example           yes      0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0002",
        "",
      ].join("\n"),
    );
  });

  test("gives every setting as JSON, but for protected values, whatever the service returns for them", async () => {
    const { id } = shell.emulator.put(PROJECT, {
      name: "finished",
      headers: [PROTECTED, { key: "X-A", value: "b", protected: false }],
      timeout: 7,
    });
    const { out } = await shell.run("list", "--json");
    expect(JSON.parse(out)).toMatchObject([
      {
        webhookId: id,
        project: PROJECT,
        name: "finished",
        objectType: "deployment",
        timeout: 7,
        headers: [
          { key: "Authorization", protected: true },
          { key: "X-A", value: "b", protected: false },
        ],
      },
    ]);
    expect(out).not.toContain("canary");
  });

  test("asks the service for what the filters name", async () => {
    shell.emulator.put(PROJECT, { name: "one", labels: { team: "ml", tier: "a=b" } });
    shell.emulator.put(PROJECT, { name: "two", labels: { team: "ml" } });
    shell.emulator.put(PROJECT, { name: "three", object_type: "pipeline" });
    const names = async (...flags: string[]) =>
      (JSON.parse((await shell.run("list", "--json", ...flags)).out) as { name: string }[]).map(({ name }) => name);
    expect(await names("--label", "team=ml", "--label", "tier=a=b")).toEqual(["one"]);
    expect(await names("--object-type", "pipeline")).toEqual(["three"]);
    expect(await names("--event", "deployment_request_finished")).toEqual(["one", "two"]);
  });

  test("finds what a filter of the API cannot say, and shows nothing else", async () => {
    shell.emulator.put(PROJECT, { name: "one", labels: { team: "a:b,c" } });
    shell.emulator.put(PROJECT, { name: "two", labels: { team: "a" } });
    const { out } = await shell.run("list", "--json", "--label", "team=a:b,c");
    expect(JSON.parse(out)).toMatchObject([{ name: "one" }]);
  });

  test("says that nothing matches", async () => {
    expect(await shell.run("list")).toEqual({
      code: 0,
      out: "",
      error: `No webhook of project "${PROJECT}" matches.\n`,
    });
    expect(await shell.run("list", "--json")).toMatchObject({ code: 0, out: "[]\n" });
  });
});
