import type { IncomingMessage, ServerResponse } from "node:http";
import { forwardedFields, PASS, passCounts } from "../base/pass.ts";
import { sendNowhere } from "./plain.ts";
import type { Step } from "./steps.ts";

/** What the platform says of a request that it passes on to a stack. */
export interface Vouched {
  readonly host: string;
  readonly client: string;
  /** The request's id, the same in the lines of both. */
  readonly id: string;
}

export type Vouch = (req: IncomingMessage) => Vouched | null;

/**
 * Reads, in a stack, what the platform says of a request. Null without a valid pass, whatever the headers say
 * and wherever the request comes from.
 * @param key with which passes are checked; see `passKey`
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

/**
 * Answers, in a stack, what the app must not see: the platform's requests for files, and requests that are not
 * the platform's.
 * @param files answers a request for files
 */
export function stackAlone(
  files: (req: IncomingMessage, res: ServerResponse) => Promise<void>,
): Step {
  return (req, res, { path, vouched }, next) => {
    if (path.startsWith("/_files/")) return files(req, res).catch(() => void res.destroy());
    return vouched ? next() : sendNowhere(res);
  };
}

function one({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
