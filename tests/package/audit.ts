import spawn from "cross-spawn";

import { ROOT } from "../../tools/support/command";

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  /** The folders of the vulnerable versions, relative to the repository's root. */
  readonly nodes: readonly string[];
}

type Audit = { readonly found: readonly Vulnerability[] } | { readonly missing: string };

/** What `npm audit` prints: a report, or the reason why there is none. */
interface Printed {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly message?: string;
}

const LIMIT_MS = 60_000;

/** The known vulnerabilities of the runtime dependencies, or why the registry did not report them. */
export function audit(): Audit {
  const args = ["audit", "--omit=dev", "--json", "--fetch-retries=0"];
  const { stdout, error } = spawn.sync("npm", args, { cwd: ROOT, encoding: "utf8", timeout: LIMIT_MS });
  if (error) return { missing: error.message };
  const { vulnerabilities, message = "the registry gave no report" } = printed(stdout);
  return vulnerabilities ? { found: Object.values(vulnerabilities) } : { missing: message };
}

function printed(text: string): Printed {
  try {
    return JSON.parse(text) as Printed;
  } catch {
    return {};
  }
}
