/** What a command sees of the process that it runs in. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** The current folder. */
  readonly folder: string;
  /** Writes to the standard output. */
  readonly out: (text: string) => void;
  /** Writes to the standard error output. */
  readonly error: (text: string) => void;
}

/** Text from elsewhere on one line, without what a terminal would obey. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
