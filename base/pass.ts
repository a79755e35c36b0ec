import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { keyFor } from "./env.ts";

/** The header that carries a pass. What visitors send under this name never gets past the front. */
export const PASS = "x-swingtag-pass";

/** For how long a pass counts, in seconds: the two clocks may be that far apart. */
const COUNTS = 120;

/** The key by which a stack knows the platform. @param secret the stack's SECRET */
export function passKey(secret: string): Buffer {
  return keyFor("pass", secret);
}

/**
 * A pass for one request to a stack: whoever shows it knows the stack's SECRET, which only the platform and the
 * stack do, and means this very request.
 * @param fields what it is bound to, in an order that both ends keep
 */
export function signPass(key: Buffer, fields: readonly string[], now = Date.now()): string {
  const until = String(Math.ceil(now / 1000) + COUNTS);
  return `${until}.${macOf(key, [until, ...fields])}`;
}

/** Whether a pass is for these fields and not over. */
export function passCounts(
  key: Buffer,
  fields: readonly string[],
  pass: string,
  now = Date.now(),
): boolean {
  const [until = "", mac = ""] = pass.split(".");
  if (!/^\d{1,12}$/.test(until)) return false;
  const left = Number(until) - now / 1000;
  if (left < 0 || left > 2 * COUNTS) return false;
  const wanted = Buffer.from(macOf(key, [until, ...fields]));
  const given = Buffer.from(mac);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What the pass of a request that is passed on is bound to: who asks whom for what, and under which id. */
export function forwardedFields(
  request: Pick<IncomingMessage, "method" | "url">,
  said: { readonly host: string; readonly client: string; readonly id: string },
): string[] {
  return ["forward", request.method ?? "", request.url ?? "", said.host, said.client, said.id];
}

/** What the pass of a request for a file is bound to: a body of another size or type, or another range, has none. */
export function fileFields(
  request: Pick<IncomingMessage, "method" | "url">,
  said: { readonly range: string; readonly size: string; readonly type: string },
): string[] {
  return ["file", request.method ?? "", request.url ?? "", said.range, said.size, said.type];
}

/** Lengths stand before the fields, so that no two lists of fields read the same. */
function macOf(key: Buffer, fields: readonly string[]): string {
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join("");
  return createHmac("sha256", key).update(text).digest("base64url");
}
