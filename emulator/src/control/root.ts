/** Where the control API begins. */
export const CONTROL_ROOT = "/_control";

export const isControl = (url: string): boolean => url.startsWith(CONTROL_ROOT);
