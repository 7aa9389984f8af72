import * as fs from "node:fs";
import * as path from "node:path";

import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

import { capturedModules } from "./captured";
import type { Variant } from "./stack";
import { ROOT } from "../tools/support/command";

/** The program and the compiled package as a user's own files, and what they need as installed packages. */
export function layOut(folder: string, variant: Variant): void {
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  write(
    "Pulumi.yaml",
    `name: bench\nmain: bench/programs/${variant}.js\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`,
  );
  write("package.json", "{}");
  for (const name of ["declared", variant]) write(`bench/programs/${name}.js`, compiled(name));
  write("bench/programs/captured.js", capturedModules(path.join(ROOT, "dist")));
  write("node_modules/bench-floor-provider/index.js", compiled("floor-provider"));
  fs.cpSync(path.join(ROOT, "dist"), path.join(folder, "provider"), { recursive: true });
  for (const name of ["@pulumi", "pulumi-ubiops", ...dependencies()]) {
    // Windows lets everyone link a folder by a junction alone.
    fs.symlinkSync(path.join(ROOT, "node_modules", name), path.join(folder, "node_modules", name), "junction");
  }
}

function compiled(program: string): string {
  const source = fs.readFileSync(path.join(__dirname, "programs", `${program}.ts`), "utf8");
  return transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
  }).outputText;
}

function dependencies(): string[] {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const named: unknown =
    typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, "dependencies") : undefined;
  return Object.keys(typeof named === "object" && named !== null ? named : {});
}
