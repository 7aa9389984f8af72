/** A proxy variable of the environment that cannot be used; nothing was sent, and its value is not shown. */
export class ProxySettingError extends Error {
  constructor(problem: string) {
    super(`The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY cannot be used: ${problem}.`);
    this.name = new.target.name;
    this.stack = "";
  }
}
