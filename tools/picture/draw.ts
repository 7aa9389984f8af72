import { spawnSync } from "node:child_process";
import path from "node:path";

import { pythonPackage } from "../support/python-package";

/**
 * Draws a terminal's text with its colours as an SVG, by Rich.
 * @param title of the terminal's window
 * @throws Error if Python or Rich is missing, or fails
 */
export function draw(text: string, title: string): string {
  const rich = pythonPackage("rich", "15.0.0");
  if ("missing" in rich) throw new Error(`The picture cannot be drawn: ${rich.missing}`);
  const env = { ...process.env, PYTHONPATH: rich.folder };
  const { status, stdout, stderr } = spawnSync("python3", [path.join(__dirname, "draw.py"), title], {
    input: text,
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The picture cannot be drawn: ${stderr}`);
  return stdout;
}

/** The width of a character in Rich's pictures. */
const COLUMN = 12.2;

const PIECE = /<text [^>]*?\bx="([\d.]+)"[^>]*?clip-path="url\(#terminal-line-(\d+)\)">([^<]*)<\/text>/g;

/** The text in such a picture, line by line. */
export function drawnText(svg: string): string {
  const lines: string[] = [];
  for (const [, x, line, piece = ""] of svg.matchAll(PIECE)) {
    const before = (lines[Number(line)] ?? "").padEnd(Math.round(Number(x) / COLUMN));
    lines[Number(line)] = before + decode(piece.replace(/\n$/, ""));
  }
  return Array.from(lines, (line: string | undefined) => (line ?? "").trimEnd()).join("\n");
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

const decode = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string) => {
    if (code === undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(Number(code)).replace("\u00a0", " ");
  });
