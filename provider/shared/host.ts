import { parseUrl } from "./urls";

/** The API of UbiOps itself. */
export const DEFAULT_HOST = "https://api.ubiops.com/v2.1";

/** Whether a host name is this machine: the only place where plain `http:` is no risk. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

/** Whether two recorded hosts are one service. All loopback addresses count as one, for emulators on changing ports. */
export function sameHost(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [parseUrl(one), parseUrl(other)];
  if (!first || !second) return false;
  return first.href === second.href || (isLoopback(first.hostname) && isLoopback(second.hostname));
}
