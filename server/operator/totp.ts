import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { env, keyFor } from "@/base/env";

/** Seconds that a code stands for (RFC 6238). */
const PERIOD = 30;

/** Steps by which the clock of a telephone may be off, in either direction. */
const WINDOW = 1;

/** A new secret of 160 bits in base 32, as RFC 4226 asks for. */
export function makeSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator reads from the QR code. */
export function otpAddress(email: string, secret: string): string {
  return totp(email, secret).toString();
}

/**
 * Which time step a code is of, among the present one and its neighbours.
 * @returns the step, counted from 1970, or null when it is of none of them
 */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp("", secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp: now }) + delta;
}

/** The code of the present time step, for the demo and for tests. */
export function codeOf(secret: string, now = Date.now()): string {
  return totp("", secret).generate({ timestamp: now });
}

/**
 * Encrypts a secret for the database: AES-256-GCM under a key derived from SECRET, bound to its owner.
 * @returns `v1.` and nonce, tag and ciphertext in base64url
 */
export function encryptSecret(secret: string, email: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("operator secrets"), nonce);
  cipher.setAAD(Buffer.from(email));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")}`;
}

/** @throws Error when it was encrypted for somebody else, under another SECRET, or was changed */
export function decryptSecret(encrypted: string, email: string): string {
  if (!encrypted.startsWith("v1."))
    throw new Error("An operator's secret is not in a form of ours.");
  const bytes = Buffer.from(encrypted.slice(3), "base64url");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    keyFor("operator secrets"),
    bytes.subarray(0, 12),
    { authTagLength: 16 },
  );
  decipher.setAAD(Buffer.from(email));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

function totp(email: string, secret: string): TOTP {
  return new TOTP({
    issuer: `Swingtag ${env().BASE_DOMAIN}`,
    label: email || "operator",
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  });
}
