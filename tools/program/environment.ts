import * as path from "node:path";
import { pathToFileURL } from "node:url";

import { PASSPHRASE } from "./passphrase";

export interface Workplace {
  /** The folder that holds the engine. */
  engine: string;
  /** The folder that holds the backend in `backend` and the engine's home in `home`. */
  root: string;
  stack: string;
}

/** The folder of the engine's settings and logs. As `PULUMI_HOME` it also marks what the engine started. */
export const homeOf = (root: string): string => path.join(root, "home");

/**
 * A folder as a backend of the engine, which expects a drive right after the two slashes. It keeps no files of attributes
 * there: the engine writes those in place, and a kill in that moment leaves one that it cannot read.
 */
export const backendUrl = (folder: string): string =>
  `${pathToFileURL(folder).href.replace(/^file:\/\/\/(?=[a-z]:)/i, "file://")}?metadata=skip`;

/** The environment of an engine that keeps to `root`. Nothing is inherited but what finds programs and folders. */
export function engineEnvironment({ engine, root, stack }: Workplace): NodeJS.ProcessEnv {
  const inherited = ["HOME", "USERPROFILE", "TMPDIR", "TEMP", "SystemRoot", "ComSpec", "PATHEXT"];
  return {
    ...Object.fromEntries(
      inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ),
    PATH: [engine, path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter),
    PULUMI_HOME: homeOf(root),
    PULUMI_BACKEND_URL: backendUrl(path.join(root, "backend")),
    PULUMI_STACK: stack,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
