import { join } from "node:path";

import { command } from "../../../tools/support/command";
import { closedAfterEach } from "./closing";
import { type SecureService, startSecureService } from "../../support/secure-service";

const closed = closedAfterEach();
const SCRIPT = join(__dirname, "one-request.ts");

/** What the client says of a service with a certificate of an own authority, in a process with this environment. */
const request = async (port: number, environment: NodeJS.ProcessEnv): Promise<string> => {
  const host = `https://127.0.0.1:${port}/v2.1`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: "", ...environment };
  return (await command(process.execPath, ["--import", "tsx", SCRIPT, host, "token"], { env })).text;
};

describe("A service with a certificate of a private CA", () => {
  let service: SecureService;
  beforeAll(async () => {
    service = await startSecureService();
  });
  afterAll(() => service.close());

  test("is refused, by an error that names the variable for such a certificate", async () => {
    const text = await request(service.port, {});
    expect(text).toContain("TlsError");
    expect(text).toContain("NODE_EXTRA_CA_CERTS");
    expect(text).toContain("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    expect(text).not.toContain("tried");
  });

  test("is reached if NODE_EXTRA_CA_CERTS names the authority's certificate", async () => {
    expect(await request(service.port, { NODE_EXTRA_CA_CERTS: service.authorityFile })).toContain('{"webhooks":0}');
  });
});

test("A certificate for another host is refused", async () => {
  const service = await closed(startSecureService("10.0.0.1"));
  const text = await request(service.port, { NODE_EXTRA_CA_CERTS: service.authorityFile });
  expect(text).toContain("TlsError");
  expect(text).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
});
