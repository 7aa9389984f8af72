import * as path from "node:path";
import { pathToFileURL } from "node:url";

import { PASSPHRASE } from "./passphrase";

export interface EngineLocation {
  /** The folder that contains the engine. */
  engine: string;
  /** The folder that contains the backend in `backend` and the engine's home in `home`. */
  root: string;
  stack: string;
  /** The folder of the `node` that runs programs and hosts. Default: that of this process. */
  node?: string | undefined;
}

/** The folder of the engine's settings and logs. As `PULUMI_HOME` it also tells which processes the engine started. */
export const homeOf = (root: string): string => path.join(root, "home");

/**
 * The URL of a file backend. The engine expects a Windows drive right after the two slashes. `metadata=skip` turns off its
 * files of attributes: it does not write them atomically, so a kill can leave one that it cannot read.
 */
export const backendUrl = (folder: string): string =>
  `${pathToFileURL(folder).href.replace(/^file:\/\/\/(?=[a-z]:)/i, "file://")}?metadata=skip`;

const INHERITED = ["HOME", "USERPROFILE", "TMPDIR", "TEMP", "SystemRoot", "ComSpec", "PATHEXT"];

/** The environment of an engine that keeps to `root`. It inherits only what finds programs and folders. */
export function engineEnvironment({ engine, root, stack, node }: EngineLocation): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
    PATH: [engine, node ?? path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter),
    PULUMI_HOME: homeOf(root),
    PULUMI_BACKEND_URL: backendUrl(path.join(root, "backend")),
    PULUMI_STACK: stack,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
