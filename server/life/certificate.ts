import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { addressOf, env, keyFor } from "@/base/env";

/** What was removed with a site, and what is left of it where and until when. */
export interface Removal {
  /** The certificate's number, a UUID. */
  readonly number: string;
  readonly site: string;
  readonly tenantId: string;
  readonly deletedAt: Date;
  /** `owner`, `operator NAME`, `command line` or `Swingtag`. */
  readonly deletedBy: string;
  readonly removedAt: Date;
  /** Rows by table, of every database that held any. */
  readonly rows: Readonly<Record<string, number>>;
  readonly databases: readonly {
    readonly name: string;
    /** `dropped`: the database and its login role are no more. */
    readonly fate: "dropped" | "cleared";
  }[];
  /** The stack of its own that was removed whole, where it had one. */
  readonly stack?: string | null;
  readonly files: { readonly count: number; readonly bytes: number };
  /** Entries of the ledger of work, finished and waiting. */
  readonly operations: number;
  readonly formerNames: readonly string[];
  readonly nameRestsUntil: Date;
  /** How many backups hold copies, and by when the last of them is deleted. */
  readonly backups: { readonly count: number; readonly endBy: Date };
}

/** A certificate as it is handed out: the signed text, and its Ed25519 signature in base64url. */
export interface Certificate {
  readonly body: string;
  readonly signature: string;
}

/** States in plain words what was removed, and signs it. */
export function certify(removal: Removal): Certificate {
  const body = bodyOf(removal);
  return { body, signature: sign(null, Buffer.from(body), signingKey()).toString("base64url") };
}

/** Whether a certificate is ours, to the letter. */
export function isGenuine({ body, signature }: Certificate): boolean {
  const bytes = Buffer.from(signature, "base64url");
  return bytes.length === 64 && verify(null, Buffer.from(body), publicKey(), bytes);
}

const SIGNATURE = "Signature: ";

/** The certificate as one text, for a mail or a file. */
export function printCertificate({ body, signature }: Certificate): string {
  return `${body}\n\n${SIGNATURE}${signature}\n`;
}

/**
 * Reads a certificate out of a text that was copied: other line ends, spaces at the ends of lines and whatever
 * stands before the first and after the last line of it do not count.
 * @returns null when there is none in it
 */
export function readCertificate(text: string): Certificate | null {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line.trim() === TITLE);
  const last = lines.findIndex((line, at) => at > first && line.startsWith(SIGNATURE));
  if (first === -1 || last === -1) return null;
  const body = lines.slice(first, last).join("\n").trim();
  return { body, signature: (lines[last] ?? "").slice(SIGNATURE.length) };
}

/** The public half of the key, in PEM, with which anyone can check a certificate without asking us. */
export function publicKeyPem(): string {
  return publicKey().export({ type: "spki", format: "pem" }).toString();
}

/** Where a certificate is shown and checked. */
export function certificateAddress(id: string): string {
  return addressOf(null, `/certificates/${id}`);
}

const TITLE = "Certificate of removal";

function bodyOf(removal: Removal): string {
  const tables = Object.entries(removal.rows).sort(([a], [b]) => (a < b ? -1 : 1));
  const total = tables.reduce((sum, [, rows]) => sum + rows, 0);
  return [
    TITLE,
    "",
    `Number: ${removal.number}`,
    `Site: ${removal.site}.${env().BASE_DOMAIN}`,
    ...removal.formerNames.map((name) => `Formerly: ${name}.${env().BASE_DOMAIN}`),
    `Site's id: ${removal.tenantId}`,
    `Deleted: ${momentOf(removal.deletedAt)}, by ${removal.deletedBy}`,
    `Removed: ${momentOf(removal.removedAt)}`,
    "",
    "Removed for good",
    `Rows: ${total} in ${tables.length} tables`,
    ...tables.map(([name, rows]) => `- ${name}: ${rows}`),
    `Files: ${removal.files.count}, ${removal.files.bytes} bytes`,
    ...removal.databases.map(({ name, fate }) =>
      fate === "dropped"
        ? `Database and login role: ${name}`
        : `Its part of the shared database: ${name}`,
    ),
    ...(removal.stack
      ? [
          `Stack of its own: ${removal.stack}, with its web processes, worker, Postgres, files and its own backups`,
        ]
      : []),
    `Records of work done and waiting: ${removal.operations}`,
    "Accounts, sessions, invitations, links, support access and who owned it: all",
    "",
    "Not removed",
    backupsOf(removal.backups),
    `The name ${removal.site} is kept from everyone until ${dayOf(removal.nameRestsUntil)}.`,
    "The log of who did what with the site as a whole, and this certificate.",
  ].join("\n");
}

function backupsOf({ count, endBy }: Removal["backups"]): string {
  if (count === 0) return "Backups: none holds a copy";
  const hold = count === 1 ? "1 holds a copy" : `${count} hold copies`;
  return `Backups: ${hold}; the last is deleted by ${dayOf(endBy)}`;
}

function momentOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

function signingKey(): KeyObject {
  const der = Buffer.concat([PKCS8, keyFor("certificates")]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function publicKey(): KeyObject {
  return createPublicKey(signingKey());
}
