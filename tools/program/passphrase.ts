import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";

/** The passphrase of every test's stack, and of the states in `tests/engine/upgrades`. */
export const PASSPHRASE = "a passphrase for tests";

const SALT = Buffer.from("pulumitest");
const TAG_LENGTH = 16;

let derived: Buffer | undefined;

/** The engine's key for the passphrase. Deriving it takes a quarter of a second. */
const key = (): Buffer => (derived ??= pbkdf2Sync(PASSPHRASE, SALT, 1_000_000, 32, "sha256"));

/** Encrypts as the engine encrypts stack config and state: `v1:<nonce>:<text and tag>`. */
export function encrypt(text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

/** Decrypts what the engine or `encrypt` encrypted. */
export function decrypt(sealed: string): string {
  const [, nonce = "", text = ""] = sealed.split(":");
  const bytes = Buffer.from(text, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-TAG_LENGTH));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_LENGTH)), decipher.final()]).toString("utf8");
}

/** The entry in a stack's file by which the engine knows the salt and recognizes a wrong passphrase. */
export const encryptionSalt = (): string => `v1:${SALT.toString("base64")}:${encrypt("pulumi")}`;
