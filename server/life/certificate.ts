import { sign, verify } from "node:crypto";
import { addressOf } from "@/base/env";
import { bodyOf } from "./certificate-body";
import { publicKey, signingKey } from "./certificate-keys";

/** What was removed with a site; and what is left of it, where and until when. */
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
  /** How many operations, finished and waiting, were removed. */
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

/** Where a certificate is shown and checked. */
export function certificateAddress(id: string): string {
  return addressOf(null, `/certificates/${id}`);
}
