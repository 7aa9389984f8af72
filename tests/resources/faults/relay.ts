import http from "node:http";
import type { AddressInfo } from "node:net";

/** Hands requests on over connections that serve one request each, so that every attempt has to connect anew. */
export class Relay {
  readonly #server: http.Server;

  constructor(target: URL) {
    this.#server = http.createServer((request, response) => {
      const { method, url, headers } = request;
      const onward = http.request(
        { agent: false, host: target.hostname, port: target.port, path: url, method, headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, { ...answer.headers, connection: "close" });
          answer.pipe(response);
        },
      );
      onward.on("error", () => response.destroy());
      request.pipe(onward);
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
