import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { keyFor } from "./env";

/** Encrypts a text for one purpose (AES-256-GCM with a key derived from SECRET), as base64url. */
export function encryptText(purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(`sealed ${purpose}`), nonce);
  const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64url");
}

/** Decrypts a text; null if it was encrypted for another purpose or with another SECRET. */
export function decryptText(purpose: string, encrypted: string): string | null {
  const bytes = Buffer.from(encrypted, "base64url");
  if (bytes.length < 28) return null;
  const decipher = createDecipheriv(
    "aes-256-gcm",
    keyFor(`sealed ${purpose}`),
    bytes.subarray(0, 12),
  );
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
