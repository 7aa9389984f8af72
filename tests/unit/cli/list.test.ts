import { PROJECT, PROTECTED, Shell } from "./shell";

const shell = new Shell();

describe("list", () => {
  test("shows every webhook on a line, its headers by name only", async () => {
    shell.emulator.put(PROJECT, {
      name: "finished",
      version: "v1",
      headers: [PROTECTED, { key: "X-A", value: "b", protected: false }],
    });
    shell.emulator.put(PROJECT, { name: "line\nbreak", object_type: "pipeline", version: null, enabled: false });
    const { code, out, error } = await shell.run("list");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const [titles = "", ...lines] = out.trimEnd().split("\n");
    expect(titles.split(/ {2,}/)).toEqual(["NAME", "OBJECT", "EVENT", "URL", "HEADERS", "ENABLED", "ID"]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^finished .*deployment model:v1 .*X-A, Authorization \(protected\) +yes/);
    expect(lines[1]).toMatch(/^line break .*pipeline model .*no /);
    expect(out).not.toContain("canary");
  });

  test("writes its columns below their titles, each as wide as its longest cell", async () => {
    shell.emulator.put(PROJECT, {
      id: "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0001",
      name: "a",
      url: "https://a.example",
      version: "v1",
    });
    shell.emulator.put(PROJECT, {
      id: "0f6d2b0e-64a4-4d5e-8a8f-4f4f9f2f0002",
      name: "finished",
      url: "https://hooks.example",
      version: "v1",
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

  test("shows every field as JSON, of protected headers the names only, whatever the service returns for them", async () => {
    const { id } = shell.emulator.put(PROJECT, {
      name: "finished",
      version: "v1",
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
        headers: { "X-A": "b" },
        protectedHeaderNames: ["Authorization"],
      },
    ]);
    expect(out).not.toContain("canary");
  });

  test("shows only the host of a URL that may be a credential, and all of it as JSON", async () => {
    const url = "https://hooks.slack.com/services/T0/B0/canary";
    shell.emulator.put(PROJECT, { name: "slack", url });
    shell.emulator.put(PROJECT, { name: "plain", url: "https://hooks.example.com/ubiops?from=ubiops" });
    const { out } = await shell.run("list");
    expect(out).toContain(" https://hooks.slack.com/… ");
    expect(out).toContain(" https://hooks.example.com/ubiops?from=ubiops ");
    expect(out).not.toContain("canary");
    expect(JSON.parse((await shell.run("list", "--json")).out)).toMatchObject([{ url }, { name: "plain" }]);
  });

  test("asks the service for what the filters name", async () => {
    shell.emulator.put(PROJECT, { name: "one", labels: { team: "ml", tier: "a=b" } });
    shell.emulator.put(PROJECT, { name: "two", labels: { team: "ml" } });
    shell.emulator.put(PROJECT, { name: "three", object_type: "pipeline" });
    const names = async (...options: string[]) =>
      (JSON.parse((await shell.run("list", "--json", ...options)).out) as { name: string }[]).map(({ name }) => name);
    expect(await names("--label", "team=ml", "--label", "tier=a=b")).toEqual(["one"]);
    expect(await names("--object-type", "pipeline")).toEqual(["three"]);
    expect(await names("--event", "deployment_request_finished")).toEqual(["one", "two"]);
  });

  test("finds labels that the filter of the API cannot express", async () => {
    shell.emulator.put(PROJECT, { name: "one", labels: { team: "a:b,c" } });
    shell.emulator.put(PROJECT, { name: "two", labels: { team: "a" } });
    const { out } = await shell.run("list", "--json", "--label", "team=a:b,c");
    expect(JSON.parse(out)).toMatchObject([{ name: "one" }]);
  });

  test("says that nothing matches", async () => {
    expect(await shell.run("list")).toEqual({
      code: 0,
      out: "",
      error: `No webhook in project "${PROJECT}" matches.\n`,
    });
    expect(await shell.run("list", "--json")).toMatchObject({ code: 0, out: "[]\n" });
  });
});
