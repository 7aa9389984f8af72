export const webhooksPath = (project: string): string => `/projects/${segment("project", project)}/webhooks`;

export const webhookPath = (project: string, name: string): string =>
  `${webhooksPath(project)}/${segment("webhook", name)}`;

export const testsPath = (project: string): string => `/projects/${segment("project", project)}/webhooks-tests`;

export const testPath = (project: string, testId: string): string =>
  `${testsPath(project)}/${segment("webhook test", testId)}`;

/**
 * Whether a name can be one segment of a URL's path.
 *
 * "." and ".." cannot, encoded or not: anything on the way may resolve them, and a DELETE of such a webhook would reach its
 * project.
 */
export const isAddressable = (name: string): boolean =>
  name !== "" && name !== "." && name !== ".." && name.isWellFormed();

/** @throws Error if no URL can contain the name */
export function assertAddressable(what: string, name: string): void {
  if (isAddressable(name)) return;
  throw new Error(
    `A ${what} cannot be called ${JSON.stringify(name.toWellFormed())}, because no URL can contain that name: choose another one.`,
  );
}

function segment(what: string, name: string): string {
  assertAddressable(what, name);
  return encodeURIComponent(name);
}
