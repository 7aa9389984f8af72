interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** It is set when a release is published. */
  readonly repository?: { readonly url: string };
}

/** The bundler puts the file in the place of this call. */
declare const require: (file: "../../package.json") => Manifest;

/** The package's own package.json. */
export const MANIFEST: Manifest = require("../../package.json");

/** From where the engine downloads the plugin if it is not installed: the releases of the repository. */
export function pluginDownloadUrl({ repository }: Manifest = MANIFEST): string | undefined {
  const [, path] = /github\.com[/:]([^/]+\/[^/]+?)(?:\.git)?$/.exec(repository?.url ?? "") ?? [];
  return path === undefined ? undefined : `github://api.github.com/${path}`;
}

/** How requests and `--version` name this package. */
export const USER_AGENT = `pulumi-ubiops/${MANIFEST.version}`;
