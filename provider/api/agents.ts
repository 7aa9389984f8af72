import http from "node:http";
import https from "node:https";

import { isLoopback } from "../shared/host";
import { protectSecret } from "../shared/redaction";
import { parseUrl } from "../shared/urls";
import { ProxySettingError } from "./errors";

export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** How long a proxy may take to open a connection, in milliseconds. */
const PROXY_TIMEOUT_MS = 30_000;

const PROXY_VARIABLES = [
  "https_proxy",
  "http_proxy",
  "all_proxy",
  "npm_config_https_proxy",
  "npm_config_http_proxy",
  "npm_config_proxy",
];

/** Connections to the host that are kept open, through the proxy that the environment names for it. */
export async function agentsFor(host: string): Promise<Agents> {
  const proxy = await proxyFor(host);
  if (!proxy) return { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const { HttpProxyAgent, HttpsProxyAgent } = await import("hpagent");
  const options = { keepAlive: true, timeout: PROXY_TIMEOUT_MS, proxy };
  return { http: new HttpProxyAgent(options), https: new HttpsProxyAgent(options) };
}

async function proxyFor(host: string): Promise<URL | undefined> {
  const values = PROXY_VARIABLES.flatMap((name) => [process.env[name], process.env[name.toUpperCase()]]);
  if (!values.some(Boolean)) return undefined;
  const { getProxyForUrl } = await import("proxy-from-env");
  const named = getProxyForUrl(host);
  return named === "" ? undefined : usable(parseProxy(named), host);
}

function parseProxy(text: string): URL {
  const proxy = parseUrl(text);
  if (!proxy) throw new ProxySettingError("it is no URL");
  if (!["http:", "https:"].includes(proxy.protocol))
    throw new ProxySettingError("it must begin with http:// or https://");
  try {
    for (const password of [proxy.password, decodeURIComponent(proxy.password)]) protectSecret(password);
    decodeURIComponent(proxy.username);
  } catch {
    throw new ProxySettingError('a "%" in its user name or password must be written as "%25"');
  }
  return proxy;
}

/** The proxy, unless it would be given the token in clear: plain http is for this machine alone. */
function usable(proxy: URL, host: string): URL | undefined {
  return new URL(host).protocol === "http:" && !isLoopback(proxy.hostname) ? undefined : proxy;
}
