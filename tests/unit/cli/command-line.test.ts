import { readdir } from "node:fs/promises";

import { PROJECT, Shell } from "./shell";

const shell = new Shell();

describe("the command line", () => {
  test.each(["--help", "list --help", "generate --help", "test --help"])("shows its help: %s", async (words) => {
    const { code, out, error } = await shell.run(...words.split(" "));
    expect({ code, error }).toEqual({ code: 0, error: "" });
    // Lines break at the width of the terminal.
    expect(out.replace(/\s+/g, " ")).toMatchSnapshot();
  });

  test("shows its version", async () => {
    expect(await shell.run("--version")).toMatchObject({
      code: 0,
      error: "",
      out: expect.stringMatching(/^pulumi-ubiops\/\d+\.\d+\.\d+/) as string,
    });
  });

  test.each(["--project", "--api-host", "--timeout", "--object-type", "--event", "--label"])(
    "takes no option of the API beside a Terraform state: %s",
    async (option) => {
      const { code, error } = await shell.run(
        "generate",
        "--from-terraform",
        "x",
        option,
        option === "--object-type" ? "pipeline" : "y",
      );
      expect(code).toBe(2);
      expect(error).toContain("cannot be used with option");
    },
  );

  test.each([
    ["no command", [], "Usage:"],
    ["a misspelled command", ["lst"], "Did you mean list?"],
    ["an unknown option", ["list", "--jsn"], "unknown option"],
    ["a wrong filter", ["list", "--object-type", "experiment"], "Allowed choices are deployment, pipeline"],
    [
      "a misspelled event",
      ["list", "--event", "deployment_request_finishd"],
      'did you mean "deployment_request_finished"?',
    ],
    ["a label without a value", ["list", "--label", "team"], "--label must be given as <name>=<value>"],
    ["a host without a scheme", ["list", "--api-host", "api.ubiops.com"], "give --api-host or set UBIOPS_API_HOST"],
    ["a timeout of zero", ["list", "--timeout", "0"], "give another --timeout"],
    ["a filter by label without a name", ["list", "--label", "=a"], "--label must be given as <name>=<value>"],
    ["a label that is given twice", ["list", "--label", "a=b", "--label", "a=c"], "--label a is given twice"],
  ])("refuses %s and says what would be right", async (_, words, message) => {
    const { code, out, error } = await shell.run(...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(message);
    expect(shell.emulator.requests).toEqual([]);
  });

  // A shell makes an empty argument of a variable that is not set.
  test.each([
    ["list", "--project"],
    ["list", "--api-host"],
    ["list", "--timeout"],
    ["list", "--event"],
    ["list", "--label"],
    ["list", "--object-type"],
    ["generate", "--out"],
    ["generate", "--language"],
    ["generate", "--from-terraform"],
    ["test", "--header-env"],
  ])("refuses an empty value: %s %s", async (command, option) => {
    for (const words of [[option, ""], [`${option}=`]]) {
      const { code, error } = await shell.run(command, ...(command === "test" ? ["finished"] : []), ...words);
      expect(code).toBe(2);
      expect(error).toContain(option);
    }
    expect(shell.emulator.requests).toEqual([]);
    expect(await readdir(shell.folder)).toEqual([]);
  });

  test.each([
    ["--api-token=canary"],
    ["--api-token"],
    ["--token"],
    ["-token=canary"],
    ["--apiToken"],
    ["--ubiops-api-token"],
    ["--ubiopsToken"],
  ])("takes no token from %s, and does not repeat it", async (option) => {
    const { code, error } = await shell.run("list", option, "canary");
    expect({ code, error }).toEqual({
      code: 2,
      error:
        "The API token cannot be given on the command line, where every process list shows it: set UBIOPS_API_TOKEN.\n",
    });
  });

  test("does not take a value for an option with a token", async () => {
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

  test("has another exit code for a failure of the service, and shows neither a stack trace nor the token", async () => {
    shell.environment["UBIOPS_API_TOKEN"] = "wrong-token-canary";
    const { code, error } = await shell.run("list");
    expect(code).toBe(3);
    expect(error).toContain("status 401");
    expect(error).toContain("reads its options and the UBIOPS_* variables only");
    expect(error).not.toMatch(/canary|\n\s+at /);
  });

  test("prefers the project and host of its options to those of the environment", async () => {
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
