import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { keyFor } from "@/base/env";

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The Ed25519 key that certificates are signed with, made of the secret. */
export function signingKey(): KeyObject {
  const der = Buffer.concat([PKCS8, keyFor("certificates")]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

/** Its public half. */
export function publicKey(): KeyObject {
  return createPublicKey(signingKey());
}

/** The public half of the key, in PEM, with which anyone can check a certificate without asking us. */
export function publicKeyPem(): string {
  return publicKey().export({ type: "spki", format: "pem" }).toString();
}
