import http from "node:http";
import https from "node:https";

import { HttpProxyAgent, HttpsProxyAgent } from "hpagent";
import { getProxyForUrl } from "proxy-from-env";

import { isLoopback } from "../shared/host";
import { protectSecret } from "../shared/redaction";
import { parseUrl } from "../shared/urls";

/** How long a proxy may take to open a connection, in milliseconds. */
const PROXY_TIMEOUT_MS = 30_000;

/**
 * Connections to the host that are kept open, through the proxy that the environment names for it.
 * @throws Error if that proxy setting cannot be used
 */
export function agentsFor(host: string): { http: http.Agent; https: https.Agent } {
  const proxy = proxyFor(host);
  if (!proxy) return { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const options = { keepAlive: true, timeout: PROXY_TIMEOUT_MS, proxy };
  return { http: new HttpProxyAgent(options), https: new HttpsProxyAgent(options) };
}

function proxyFor(host: string): URL | undefined {
  const setting = getProxyForUrl(host);
  if (setting === "") return undefined;
  const proxy = parseUrl(setting);
  if (!proxy) throw unusable("it is not a URL");
  if (!["http:", "https:"].includes(proxy.protocol)) throw unusable("it must begin with http:// or https://");
  try {
    decodeURIComponent(proxy.username);
    for (const password of [proxy.password, decodeURIComponent(proxy.password)]) protectSecret(password);
  } catch {
    throw unusable('write a "%" in its user name or password as "%25"');
  }
  // Over plain http a proxy reads the token: that is for proxies on this machine only.
  return host.startsWith("http:") && !isLoopback(proxy.hostname) ? undefined : proxy;
}

/** The error never contains the setting, which may contain a password. */
const unusable = (problem: string): Error =>
  new Error(
    `The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (or npm's setting) cannot be used: ${problem}. ` +
      "Correct it, or add the API's host to NO_PROXY.",
  );
