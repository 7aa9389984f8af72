import * as fs from "node:fs";
import * as path from "node:path";

/** The first executable file called `name` on the PATH of `env`, as PATH names it. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  for (const folder of (env["PATH"] ?? "").split(path.delimiter)) {
    const found = folder === "" ? undefined : executable(folder, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The executable called `name` in `folder`, with the endings Windows knows programs by. */
export function executable(folder: string, name: string): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return endings.map((ending) => path.join(folder, `${name}${ending}`)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
