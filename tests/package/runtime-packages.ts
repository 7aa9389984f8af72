import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/support/command";

interface Locked {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

export interface RuntimePackage {
  readonly name: string;
  /** Its folder, relative to the repository's root. */
  readonly place: string;
  readonly license: string | undefined;
}

const INSIDE = "node_modules/";

/** For each dependency of the package: itself and what it needs. Peer dependencies are not included. */
export function runtimePackages(): Readonly<Record<string, readonly RuntimePackage[]>> {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as Lock;
  const own = Object.keys(packages[""]?.dependencies ?? {});
  return Object.fromEntries(own.map((name) => [name, [...withNeeded(packages, name, "", new Map()).values()]]));
}

type Found = Map<string, RuntimePackage>;

function withNeeded(packages: Lock["packages"], name: string, from: string, found: Found): Found {
  const place = resolvePlace(packages, name, from);
  if (found.has(place)) return found;
  const { license, dependencies = {} } = packages[place] ?? {};
  found.set(place, { name, place, license });
  for (const needed of Object.keys(dependencies)) withNeeded(packages, needed, place, found);
  return found;
}

/** The folder of the package that one in `from` loads by that name: its own, or one further up. */
function resolvePlace(packages: Lock["packages"], name: string, from: string): string {
  const place = from === "" ? `${INSIDE}${name}` : `${from}/${INSIDE}${name}`;
  if (packages[place]) return place;
  if (from === "") throw new Error(`${name} is not in the lock file`);
  return resolvePlace(packages, name, from.slice(0, Math.max(0, from.lastIndexOf(INSIDE) - 1)));
}
