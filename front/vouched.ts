import type { IncomingMessage, ServerResponse } from "node:http";
import { forwardedFields, PASS, passCounts } from "../base/pass.ts";
import { sendNowhere } from "./plain.ts";

/** What the platform says of a request that it passes on to a stack. */
export interface Vouched {
  readonly host: string;
  readonly client: string;
  /** The request's id, the same in the lines of both. */
  readonly id: string;
}

export type Vouch = (req: IncomingMessage) => Vouched | null;

/**
 * Reads what the platform says of a request, in a stack; null of any that does not come from there, whatever its
 * headers say and from whatever address it comes.
 * @param key by which the platform is known; see `passKey`
 */
export function vouchedBy(key: Buffer): Vouch {
  return (req) => {
    const host = one(req, "x-forwarded-host");
    const client = one(req, "x-forwarded-for");
    const id = one(req, "x-swingtag-request");
    const pass = one(req, PASS);
    if (!host || !client || !id || !pass) return null;
    const said = { host, client, id };
    return passCounts(key, forwardedFields(req, said), pass) ? said : null;
  };
}

export interface StackDoor {
  readonly vouch: Vouch;
  /** Answers the platform's requests for files. */
  readonly files: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
}

/**
 * Answers what is not the app's in a stack: the platform's requests for files, and whoever is not the platform.
 * @returns false, with nothing done, where the app shall answer
 */
export function answerAtStack(req: IncomingMessage, res: ServerResponse, door: StackDoor): boolean {
  if (req.url?.startsWith("/_files/")) {
    void door.files(req, res).catch(() => res.destroy());
    return true;
  }
  if (door.vouch(req)) return false;
  sendNowhere(res);
  return true;
}

function one({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
