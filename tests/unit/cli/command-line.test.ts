import { PROJECT, Shell } from "./shell";

const shell = new Shell();

describe("the command line", () => {
  test.each(["--help", "list --help", "generate --help", "test --help"])(
    "tells all that there is: %s",
    async (words) => {
      const { code, out, error } = await shell.run(...words.split(" "));
      expect({ code, error }).toEqual({ code: 0, error: "" });
      // Lines break where the terminal ends.
      expect(out.replace(/\s+/g, " ")).toMatchSnapshot();
    },
  );

  test("tells its version", async () => {
    expect(await shell.run("--version")).toMatchObject({
      code: 0,
      error: "",
      out: expect.stringMatching(/^pulumi-ubiops\/\d+\.\d+\.\d+/) as string,
    });
  });

  test.each(["--project", "--api-host", "--timeout", "--object-type", "--event", "--label"])(
    "does not ask an API for a Terraform state: %s",
    async (flag) => {
      const { code, error } = await shell.run(
        "generate",
        "--from-terraform",
        "x",
        flag,
        flag === "--object-type" ? "pipeline" : "y",
      );
      expect(code).toBe(2);
      expect(error).toContain("cannot be used with option");
    },
  );

  test.each([
    ["no command", [], "Usage:"],
    ["a misspelled command", ["lst"], "Did you mean list?"],
    ["an unknown flag", ["list", "--jsn"], "unknown option"],
    ["a wrong filter", ["list", "--object-type", "experiment"], "Allowed choices are deployment, pipeline"],
    [
      "a misspelled event",
      ["list", "--event", "deployment_request_finishd"],
      'did you mean "deployment_request_finished"?',
    ],
    ["a label without a value", ["list", "--label", "team"], "--label must be given as <name>=<value>"],
    ["a host without a scheme", ["list", "--api-host", "api.ubiops.com"], "give --api-host or set UBIOPS_API_HOST"],
    ["a timeout of nothing", ["list", "--timeout", "0"], "give another --timeout"],
  ])("refuses %s and says what would be right", async (_, words, message) => {
    const { code, out, error } = await shell.run(...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(message);
    expect(shell.emulator.requests).toEqual([]);
  });

  test.each([
    ["--api-token=canary"],
    ["--api-token"],
    ["--token"],
    ["-token=canary"],
    ["--apiToken"],
    ["--ubiops-api-token"],
    ["--ubiopsToken"],
  ])("takes no token from %s, and does not repeat it", async (flag) => {
    const { code, error } = await shell.run("list", flag, "canary");
    expect({ code, error }).toEqual({
      code: 2,
      error:
        "The API token is not taken from the command line, which every process list shows: set UBIOPS_API_TOKEN.\n",
    });
  });

  test("takes no value for a flag with a token", async () => {
    expect(await shell.run("list", "--label", "a--token=b")).toMatchObject({ code: 0 });
  });

  test("says what is missing in the environment, in terms of the environment", async () => {
    shell.environment = {};
    expect(await shell.run("list")).toMatchObject({
      code: 2,
      error: "The UbiOps API token is missing: set UBIOPS_API_TOKEN.\n",
    });
    shell.environment = { UBIOPS_API_HOST: "nowhere" };
    expect((await shell.run("list")).error).toMatch(/^The UbiOps API token is missing.*\nThe UbiOps API host must be/);
    shell.environment = { UBIOPS_API_TOKEN: "token" };
    expect(await shell.run("list")).toMatchObject({
      code: 2,
      error: "The UbiOps project is missing: give --project or set UBIOPS_PROJECT.\n",
    });
  });

  test("tells a failure of the service from a wrong call, without a stack or the token", async () => {
    shell.environment["UBIOPS_API_TOKEN"] = "wrong-token-canary";
    const { code, error } = await shell.run("list");
    expect(code).toBe(3);
    expect(error).toContain("status 401");
    expect(error).toContain("settings from flags and UBIOPS_* variables alone");
    expect(error).not.toMatch(/canary|\n\s+at /);
  });

  test("asks the project and host of the flags before those of the environment", async () => {
    shell.emulator.put("other", { name: "elsewhere" });
    shell.environment = {
      UBIOPS_API_TOKEN: shell.emulator.token,
      UBIOPS_API_HOST: "https://unreachable.invalid/v2.1",
      UBIOPS_PROJECT: PROJECT,
    };
    expect((await shell.run("list", "--project", "other", "--api-host", shell.emulator.url)).out).toContain(
      "elsewhere",
    );
  });
});
