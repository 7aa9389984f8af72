import { UnaddressableNameError } from "./errors/unaddressable-name-error";

export const webhooksPath = (project: string): string => `/projects/${segment("project", project)}/webhooks`;

export const webhookPath = (project: string, name: string): string =>
  `${webhooksPath(project)}/${segment("webhook", name)}`;

export const testsPath = (project: string): string => `/projects/${segment("project", project)}/webhooks-tests`;

export const testPath = (project: string, testId: string): string =>
  `${testsPath(project)}/${segment("webhook test", testId)}`;

/**
 * Whether a name can be one step of a path.
 *
 * A URL cannot hold "." or ".." as a step, encoded or not: whatever stands on the way may resolve it, and a DELETE of a
 * webhook of that name would arrive at its project.
 */
export const isAddressable = (name: string): boolean =>
  name !== "" && name !== "." && name !== ".." && name.isWellFormed();

/** @throws UnaddressableNameError */
export function assertAddressable(what: string, name: string): void {
  if (!isAddressable(name)) throw new UnaddressableNameError(what, name);
}

function segment(what: string, name: string): string {
  assertAddressable(what, name);
  return encodeURIComponent(name);
}
