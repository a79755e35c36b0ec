import { createHash, createHmac, randomBytes } from "node:crypto";
import { keyFor } from "./env";

/** A new token of 256 random bits, as base64url. Only its hash is kept. */
export function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token: its SHA-256 in hex. Tokens are random, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** What is stored of a share's token: 108 bits of its SHA-256, because no more have room in the name of a cursor. */
export function shareDigest(token: string): string {
  return createHash("sha256").update(token).digest("base64url").slice(0, 18);
}

/** An e-mail address as a key that leads nowhere without the secret: HMAC-SHA-256 in hex. */
export function hashEmail(email: string): string {
  return createHmac("sha256", keyFor("email")).update(normalEmail(email)).digest("hex");
}

/** What is counted by a rate, as a key that leads nowhere without the secret. */
export function hashAttempt(kind: string, subject: string): string {
  return createHmac("sha256", keyFor("rates")).update(`${kind}\n${subject}`).digest("hex");
}

/** Addresses are compared in lower case. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
