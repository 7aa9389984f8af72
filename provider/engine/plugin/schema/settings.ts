import { DEFAULT_TIMEOUT_SECONDS } from "../../../shared/configuration";
import { DEFAULT_HOST } from "../../../shared/host";
import type { Schema } from "./types";

interface Setting {
  readonly schema: Schema;
  /** The environment variable that it is taken from. */
  readonly variable?: string;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
  apiToken: {
    schema: {
      type: "string",
      secret: true,
      description: "The API token, with or without the leading `Token `. It is always encrypted in the state.",
    },
    variable: "UBIOPS_API_TOKEN",
  },
  project: {
    schema: { type: "string", description: "The project of every resource that names none." },
    variable: "UBIOPS_PROJECT",
  },
  apiHost: {
    schema: { type: "string", description: `The address of the API. Default: ${DEFAULT_HOST}` },
    variable: "UBIOPS_API_HOST",
  },
  timeoutSeconds: {
    schema: {
      type: "number",
      description: `The time for one operation, all its attempts and waits included, in seconds. Default: ${DEFAULT_TIMEOUT_SECONDS}`,
    },
  },
};

/** The settings of the stack, with the environment variables that they fall back to. */
export const configVariables = (): Schema =>
  Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { schema, variable }]) => [
      name,
      { ...schema, ...(variable !== undefined && { defaultInfo: { environment: [variable] } }) },
    ]),
  );

/**
 * The settings of an explicit provider. They name no environment variables: the generated SDKs would put the token of
 * the environment into the provider of another organization.
 */
export const providerInputs = (): Schema =>
  Object.fromEntries(Object.entries(SETTINGS).map(([name, { schema }]) => [name, schema]));
