import type http from "node:http";
import type https from "node:https";

import { getProxyForUrl } from "proxy-from-env";

import { isLoopback } from "../shared/host";
import { protectSecret } from "../shared/redaction";
import { parseUrl } from "../shared/urls";

/** How long a proxy may take to open a connection, in milliseconds. */
const PROXY_TIMEOUT_MS = 30_000;

/**
 * Connections to the host that are kept open, through the proxy that the environment names for it. Node's modules for HTTP
 * are loaded here, because many processes send nothing.
 * @throws Error if that proxy setting cannot be used
 */
export async function agentsFor(host: string): Promise<{ http: http.Agent; https: https.Agent }> {
  const proxy = proxyFor(host);
  if (!proxy) {
    const [http, https] = await Promise.all([import("node:http"), import("node:https")]);
    return { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  }
  const { HttpProxyAgent, HttpsProxyAgent } = await import("hpagent");
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
