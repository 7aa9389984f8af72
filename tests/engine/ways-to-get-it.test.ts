import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { satisfies } from "semver";

import { MANIFEST } from "../../provider/shared/manifest";
import { command, ROOT } from "../../tools/support/command";
import { type Emulated, PROJECT } from "../../tools/support/emulated";
import { onPath } from "../../tools/support/executable";
import { pack, type Packed } from "../../tools/support/pack";
import { startProject, webhookYaml } from "../plugin/yaml";
import { startGitHost } from "./ways-to-get-it/git-host";

/** The plugins that an engine looks for stand in its log, for `-v=7 --logtostderr`. */
const LOG = ["-v=7", "--logtostderr"];
const pluginsIn = (log: string) =>
  new Set([...log.matchAll(/GetPluginPath\(resource, ([\w-]+)/g)].map(([, name]) => name));

const ENVIRONMENT = {
  // The engine may download what it lacks, and would try to.
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false",
  // The gates check the types of the examples.
  PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  npm_config_legacy_peer_deps: "true",
};

/** Whether the engine can run programs in Python. */
const PYTHON = onPath("pulumi-language-python") !== undefined;

/** Elsewhere the engine asks the system which authorities it trusts, and no variable. */
const testOnLinux = process.platform === "linux" ? test : test.skip;

let packed: Packed;
/** Where `npm install -g` puts the package. */
let prefix: string;
let globalModules: string;
/** Its folder has the packages of this repository, and its home no plugin. */
let run: Emulated;
beforeAll(async () => {
  packed = await pack();
  prefix = await mkdtemp(path.join(tmpdir(), "pulumi-ubiops-global-"));
  // Without the SDK, which the plugin contains.
  const args = ["install", "-g", "--prefix", prefix, "--legacy-peer-deps", "--no-audit", "--no-fund", packed.tarball];
  expect(await command("npm", args)).toMatchObject({ code: 0 });
  globalModules = path.join(prefix, process.platform === "win32" ? "." : "lib", "node_modules");
  // The plugin and packages of Python have the word by which leaks are found.
  const options = { env: ENVIRONMENT, mayShow: /plugin\.js$|[\\/]venv[\\/]/ };
  run = await startProject("name: program\nruntime: yaml\n", options);
});
afterAll(async () => {
  await run.dispose();
  await packed.remove();
  await rm(prefix, { recursive: true });
});

/** Runs a command in a folder of the project. */
const inFolder = async (folder: string, ...args: string[]) =>
  (await run.program.run("--cwd", path.join(run.program.folder, folder), ...args)).ok();

/** Makes a project from an example, and gives it the settings that `pulumi new` asks for. */
async function newProject(name: string, template: string): Promise<void> {
  const own = ["--name", name, "--dir", path.join(run.program.folder, name), "--stack", run.program.stack];
  const config = [`ubiops:project=${PROJECT}`, "callbackUrl=https://hooks.example.com/ubiops"];
  const flags = config.flatMap((value) => ["--config", value]);
  (await run.program.run("new", template, ...own, ...flags, "--yes")).ok();
  // Interactively it asks for this one too. As a flag it would be in plain text.
  await inFolder(name, "config", "set", "--secret", "callbackToken", "Bearer canary-of-the-callback");
}

test("the examples and the documents name this version", async () => {
  const read = (file: string) => readFile(path.join(ROOT, file), "utf8");
  const documents = ["README.md", "docs/plugin.md", "docs/existing-webhooks.md"];
  const texts = await Promise.all([...documents, "examples/yaml/README.md", "examples/python/README.md"].map(read));
  const versions = texts.flatMap((text) => [...text.matchAll(/resource ubiops (\S+)|ubiops@([\d.]+)/g)]);
  expect(new Set(versions.map(([, installed, added]) => installed ?? added))).toEqual(new Set([MANIFEST.version]));
  const { dependencies } = JSON.parse(await read("examples/quickstart/package.json")) as {
    dependencies: Record<string, string>;
  };
  expect(satisfies(MANIFEST.version, dependencies["pulumi-ubiops"] ?? "")).toBe(true);
});

test("`pulumi new` with the quickstart makes a project that runs, and never looks for our plugin", async () => {
  const template = path.join(prefix, "quickstart");
  await cp(path.join(ROOT, "examples/quickstart"), template, { recursive: true });
  // This version may not be published yet. The SDK and the compiler are those of this repository.
  const dependencies = { "pulumi-ubiops": `file:${packed.tarball}` };
  await writeFile(path.join(template, "package.json"), JSON.stringify({ main: "index.ts", dependencies }));

  await newProject("quickstart", template);
  const { text } = await inFolder("quickstart", "up", "--yes", "--skip-preview", ...LOG);
  expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ url: "https://hooks.example.com/ubiops" }]);
  expect(pluginsIn(text)).toEqual(new Set(["pulumi-nodejs"]));
  await inFolder("quickstart", "destroy", "--yes", "--skip-preview");
});

testOnLinux("`pulumi new` takes the quickstart from the URL of its folder in a git repository", async () => {
  const repository = path.join(prefix, "git/founders/pulumi-ubiops.git");
  await cp(path.join(ROOT, "examples/quickstart"), path.join(repository, "examples/quickstart"), { recursive: true });
  const git = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-C", repository];
  for (const args of [
    ["init", "--initial-branch=main"],
    ["add", "."],
    ["commit", "--message=Test"],
  ])
    expect(await command("git", [...git, ...args])).toMatchObject({ code: 0 });

  const host = await startGitHost(path.join(prefix, "git"));
  try {
    const url = `https://127.0.0.1:${host.port}/founders/pulumi-ubiops/tree/main/examples/quickstart`;
    const folder = path.join(run.program.folder, "from-url");
    const env = { ...run.program.environment, SSL_CERT_FILE: host.authorityFile };
    const args = ["new", url, "--name", "from-url", "--dir", folder, "--generate-only", "--yes", "--non-interactive"];
    expect(await command("pulumi", args, { cwd: run.program.folder, env })).toMatchObject({ code: 0 });
    expect(await readFile(path.join(folder, "index.ts"), "utf8")).toBe(
      await readFile(path.join(ROOT, "examples/quickstart/index.ts"), "utf8"),
    );
  } finally {
    await host.close();
  }
});

test("`npm install -g` puts the plugin on the PATH, and the engine says that it takes it from there", async () => {
  const bin = process.platform === "win32" ? prefix : path.join(prefix, "bin");
  const resources = `resources:\n${webhookYaml("finished")}`;
  await writeFile(path.join(run.program.folder, "Pulumi.yaml"), `name: program\nruntime: yaml\n${resources}\n`);
  const env = { ...run.program.environment, PATH: `${run.program.environment["PATH"]}${path.delimiter}${bin}` };
  const { code, text } = await command("pulumi", ["preview", "--non-interactive", ...LOG], {
    cwd: run.program.folder,
    env,
  });
  expect({ code, text }).toEqual({
    code: 0,
    text: expect.stringMatching(/using pulumi-resource-ubiops from \$PATH/) as string,
  });
  expect(pluginsIn(text)).toContain("ubiops");
});

test("`pulumi plugin install --file` takes the package's folder; then `pulumi new` and `pulumi install` work in YAML", async () => {
  const folder = path.join(globalModules, "pulumi-ubiops");
  (await run.program.run("plugin", "install", "resource", "ubiops", MANIFEST.version, "--file", folder)).ok();
  await newProject("yaml", path.join(ROOT, "examples/yaml"));
  await inFolder("yaml", "install");
  await inFolder("yaml", "up", "--yes", "--skip-preview");
  expect(run.emulator.webhooks(PROJECT)).toMatchObject([{ url: "https://hooks.example.com/ubiops" }]);
  await inFolder("yaml", "preview", "--refresh", "--expect-no-changes");
});

if (!PYTHON)
  console.warn("The example in Python is not run: there is no host for Python. A release of the CLI has one.");

(PYTHON ? test : test.skip)("`pulumi package add` makes the SDK of the example in Python, which runs", async () => {
  await cp(path.join(ROOT, "examples/python"), path.join(run.program.folder, "python"), { recursive: true });
  const plugin = `pulumi-resource-ubiops${process.platform === "win32" ? ".cmd" : ""}`;
  await inFolder("python", "package", "add", path.join(globalModules, "pulumi-ubiops", plugin));
  await inFolder("python", "stack", "init", run.program.stack);
  await inFolder("python", "config", "set", "--secret", "callbackToken", "Bearer canary-of-the-callback");
  await inFolder("python", "up", "--yes", "--skip-preview");
  await inFolder("python", "preview", "--refresh", "--expect-no-changes");
  await inFolder("python", "destroy", "--yes", "--skip-preview");
});
