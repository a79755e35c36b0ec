import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { keyFor } from "./env.ts";

/** The header that carries a pass. The front drops this header from visitors' requests. */
export const PASS = "x-swingtag-pass";

/** For how long a pass is valid, in seconds. The two clocks may differ by as much. */
const COUNTS = 120;

/** The key by which a stack knows the platform. @param secret the stack's SECRET */
export function passKey(secret: string): Buffer {
  return keyFor("pass", secret);
}

/**
 * Signs a pass for one request to a stack. Only the platform and the stack know the stack's SECRET, so a valid
 * pass proves that the platform sent this very request.
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

/** The fields that bind the pass of a forwarded request: method, path, host, client and request id. */
export function forwardedFields(
  request: Pick<IncomingMessage, "method" | "url">,
  said: { readonly host: string; readonly client: string; readonly id: string },
): string[] {
  return ["forward", request.method ?? "", request.url ?? "", said.host, said.client, said.id];
}

/**
 * The fields that bind the pass of a request for a file. A body of another size or type, or another range,
 * makes the pass invalid.
 */
export function fileFields(
  request: Pick<IncomingMessage, "method" | "url">,
  said: { readonly range: string; readonly size: string; readonly type: string },
): string[] {
  return ["file", request.method ?? "", request.url ?? "", said.range, said.size, said.type];
}

/** Each field is preceded by its length, so that two different lists never give the same text. */
function macOf(key: Buffer, fields: readonly string[]): string {
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join("");
  return createHmac("sha256", key).update(text).digest("base64url");
}
