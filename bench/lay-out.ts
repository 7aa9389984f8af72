import * as fs from "node:fs";
import * as path from "node:path";

import { buildSync } from "esbuild";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

import type { ProgramName } from "./stack";
import { ROOT } from "../tools/support/command";

/** A program as a user's own files, with what it needs as installed packages. */
export function layOut(folder: string, program: ProgramName, typescript: boolean): void {
  const write = (file: string, text: string, mode?: number) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text, { mode });
  };
  write("package.json", "{}");
  if (program !== "yaml") {
    for (const name of ["declared", program]) {
      if (typescript) write(`programs/${name}.ts`, fs.readFileSync(source(name), "utf8"));
      else write(`programs/${name}.js`, compiled(name));
    }
    const runtime = { name: "nodejs", options: { typescript } };
    write(
      "Pulumi.yaml",
      JSON.stringify({
        name: "bench",
        main: `programs/${program}.${typescript ? "ts" : "js"}`,
        runtime,
        packages: PACKAGES[program],
      }),
    );
  }
  write("node_modules/bench-floor-provider/index.js", compiled("floor-provider"));
  if (program === "native-floor") {
    bundleFloorPlugin(path.join(folder, "node_modules/bench-floor/plugin.js"));
    write("node_modules/bench-floor/pulumi-resource-bench", '#!/usr/bin/env node\nrequire("./plugin.js");\n', 0o755);
  }
  for (const name of ["@pulumi", "pulumi-ubiops"]) {
    // Windows lets everyone link a folder by a junction alone.
    fs.symlinkSync(path.join(ROOT, "node_modules", name), path.join(folder, "node_modules", name), "junction");
  }
}

/** The plugin that does nothing, as one file. */
export function bundleFloorPlugin(file: string): void {
  buildSync({ entryPoints: [source("floor-plugin")], bundle: true, platform: "node", outfile: file });
}

const UBIOPS = { ubiops: "./node_modules/pulumi-ubiops" };
const PACKAGES: Partial<Record<ProgramName, Readonly<Record<string, string>>>> = {
  native: UBIOPS,
  "native-floor": { bench: "./node_modules/bench-floor" },
};

/** The webhooks of `programs/declared.ts` as a program in YAML. */
export function writeYaml(folder: string, count: number, round: string): void {
  const webhooks = Array.from({ length: count }, (_, index) => {
    const properties = {
      objectType: "deployment",
      objectName: `model-${index % 10}`,
      event: "deployment_request_finished",
      url: `https://hooks.example.com/ubiops/${index}`,
      description: `round ${round}`,
      retry: true,
      headers: { "X-Environment": "bench" },
      protectedHeaders: { Authorization: { "fn::secret": `Bearer token-of-webhook-${index}` } },
    };
    return [`webhook-${index}`, { type: "ubiops:Webhook", properties }];
  });
  const project = {
    name: "bench",
    runtime: "yaml",
    packages: UBIOPS,
    resources: Object.fromEntries(webhooks) as object,
  };
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), JSON.stringify(project));
}

const source = (program: string): string => path.join(__dirname, "programs", `${program}.ts`);

const compiled = (program: string): string =>
  transpileModule(fs.readFileSync(source(program), "utf8"), {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
  }).outputText;
