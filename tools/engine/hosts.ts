import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";

import { ROOT } from "../support/command";
import type { Part } from "./assemble";

/** Our own language host as a program of its own, for machines where Pulumi's is not to be had. */
export function languageHost(): Record<string, Part> {
  const source = fs.readFileSync(path.join(__dirname, "language-host.ts"), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  if (process.platform !== "win32") return { "pulumi-language-nodejs": { text: `#!/usr/bin/env node\n${outputText}` } };
  return {
    "pulumi-language-nodejs.js": { text: outputText },
    "pulumi-language-nodejs.cmd": { text: '@node "%~dp0pulumi-language-nodejs.js" %*\r\n' },
  };
}

/** The SDK's own start of the dynamic host. It looks up the SDK from the program's folder, whatever its version. */
export function dynamicHost(): Record<string, Part> {
  const name = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
  return { [name]: { text: fs.readFileSync(path.join(ROOT, "node_modules/@pulumi/pulumi", name), "utf8") } };
}
