import http from "node:http";
import https from "node:https";

import { isLoopback } from "../host";
import { protectSecret } from "../redaction";

export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** How long a proxy may take to open a connection, in milliseconds. */
const PROXY_TIMEOUT_MS = 30_000;

const PROXY_VARIABLES = ["https_proxy", "http_proxy", "all_proxy", "npm_config_https_proxy", "npm_config_http_proxy", "npm_config_proxy"];

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
  if (!URL.canParse(named)) return undefined;
  const proxy = new URL(named);
  for (const credential of [proxy.password, decodeURIComponent(proxy.password)]) protectSecret(credential);
  // Plain http is for this machine alone: through a proxy elsewhere the token would cross the network in clear.
  const isPlain = new URL(host).protocol === "http:";
  return isPlain && !isLoopback(proxy.hostname) ? undefined : proxy;
}
