import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The first program called `name` on the PATH. */
export function onPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => executable(folder, name)).find((file) => file !== undefined);
}

/** The program called `name` in a folder. */
export function executable(folder: string, name: string): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  return endings.map((ending) => path.join(folder, `${name}${ending}`)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
