/** Where the API begins. */
export const API_ROOT = "/v2.1";

/** Where the control API begins. */
export const CONTROL_ROOT = "/_control";

export const isControl = (url: string): boolean => url.startsWith(CONTROL_ROOT);

/** The decoded parts of a path below a project. */
export interface InProject {
  readonly project: string;
}

/** The decoded parts of the path of one thing in a project. */
export interface AtName extends InProject {
  readonly name: string;
}

/** The part of a path that is an id which the emulator gave. */
export interface AtId {
  readonly id: string;
}
