import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { generate } from "selfsigned";

import { listen, type Listening } from "./listen";

export interface SecureService extends Listening {
  /** The file of the certificate of the authority that signed the service's. */
  readonly authorityFile: string;
}

/**
 * A service on 127.0.0.1 with TLS by a certificate of an own authority.
 * @param answer Default: an empty list
 */
export async function startSecureService(
  certified = "127.0.0.1",
  answer: RequestListener = (_, response) => response.end("[]"),
): Promise<SecureService> {
  const authority = await generate([{ name: "commonName", value: "Test authority" }], {
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  const own = await generate([{ name: "commonName", value: "Test service" }], {
    algorithm: "sha256",
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: [{ type: 7, ip: certified }] },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), "pulumi-ubiops-authority-"));
  const authorityFile = join(folder, "authority.pem");
  await writeFile(authorityFile, authority.cert);
  const service = await listen(createServer({ key: own.private, cert: own.cert }, answer));
  const close = async () => {
    await service.close();
    await rm(folder, { recursive: true });
  };
  return { port: service.port, close, authorityFile };
}
