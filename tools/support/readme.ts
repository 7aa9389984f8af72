import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "./command";

export const README = path.join(ROOT, "README.md");

export const readReadme = (): string => readFileSync(README, "utf8");

/** The README's code blocks of a language, in order. */
export const codeBlocks = (language: string): string[] =>
  Array.from(readReadme().matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm")), ([, text]) => text ?? "");
