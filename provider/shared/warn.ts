import { redact } from "./redaction";

/** Tells the user what is no error, but not as it was asked for either; known secrets are masked. */
export const warn = (message: string): void => {
  console.warn(redact(message));
};
