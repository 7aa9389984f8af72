import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The compiled provider as one module that holds the code of each of its files: the form in which the engine can capture
 * the whole of it by value. (Its functions as they are cannot be captured: Node's own that they use are native.)
 * @param folder the compiled package
 */
export function capturedModules(folder: string, entry = "engine/dynamic/webhook-provider"): string {
  const modules = new Map<string, string>();
  const add = (name: string): void => {
    if (modules.has(name)) return;
    const file = [`${name}.js`, `${name}/index.js`].find((candidate) => fs.existsSync(path.join(folder, candidate)));
    if (file === undefined) throw new Error(`${name} is not a module of the compiled package`);
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    // What a folder's own module requires is named as if that module stood beside the folder.
    const code = file.endsWith("/index.js")
      ? text.replaceAll('require("./', `require("./${path.basename(name)}/`)
      : text;
    modules.set(name, code);
    for (const [, required = ""] of code.matchAll(/require\("(\.[^"]+)"\)/g))
      add(path.posix.join(path.dirname(name), required));
  };
  add(entry);
  return `exports.modules = ${JSON.stringify(Object.fromEntries(modules))};\n`;
}
