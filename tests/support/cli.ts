import { execute } from "../../provider/cli/commands";

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line in this process. */
export async function cli(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  folder = process.cwd(),
): Promise<CliResult> {
  const written = { out: "", error: "" };
  const code = await execute(words, {
    environment,
    folder,
    out: (text) => (written.out += text),
    error: (text) => (written.error += text),
  });
  return { code, ...written };
}
