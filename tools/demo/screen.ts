const WIDTH = 100;

/** Whether the terminal shows colours. */
export const colours = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;

const bold = (text: string): string => (colours ? `\u001b[1m${text}\u001b[0m` : text);

let steps = 0;

export function heading(title: string): void {
  steps += 1;
  say(`\n${bold(`── ${steps}. ${title} ${"─".repeat(Math.max(3, WIDTH - title.length))}`)}\n`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
