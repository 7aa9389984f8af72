import { redact } from "./redaction";

/** Prints a warning; known secrets are masked. */
export const warn = (message: string): void => {
  console.warn(redact(message));
};
