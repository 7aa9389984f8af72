/** A proxy variable of the environment that cannot be used; nothing was sent, and its value is not shown. */
export class ProxySettingError extends Error {
  constructor(problem: string) {
    super(
      `The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (or npm's own setting) cannot be used: ${problem}. ` +
        "Correct it, or name the API's host in NO_PROXY.",
    );
    this.name = new.target.name;
    this.stack = "";
  }
}
