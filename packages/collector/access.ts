import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The cookie of a browser that has shown the token. */
export const COOKIE = "swingtag-collector";

/** What a request may do, or the sentence that refuses it. */
export type Admission = "admitted" | "token" | "elsewhere";

/**
 * Decides who may read and who may push. Inside the network anyone may. Through a proxy, or under a host name
 * that a hostile page could point here, only with the token. If a token is set, readers always need it.
 */
export function admissionOf(
  req: IncomingMessage,
  token: string | undefined,
  asks: "read" | "push",
): Admission {
  if (token && shown(req, token)) return "admitted";
  const inside = !isForwarded(req) && isInside(req.headers.host ?? "");
  if (asks === "push") return inside && !req.headers.origin ? "admitted" : "elsewhere";
  if (token) return "token";
  return inside ? "admitted" : "elsewhere";
}

/** The value of the cookie, derived from the token, so that the browser never stores the token itself. */
export function cookieOf(token: string): string {
  return createHash("sha256").update(`swingtag collector ${token}`).digest("base64url");
}

/** Compared in constant time. */
export function isToken(given: string, token: string): boolean {
  const [one, other] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

function shown(req: IncomingMessage, token: string): boolean {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? "";
  const cookies = (req.headers.cookie ?? "").split(/; */);
  const kept = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return isToken(bearer, token) || isToken(kept ?? "", cookieOf(token));
}

const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

function isForwarded(req: IncomingMessage): boolean {
  return FORWARDED.some((name) => req.headers[name] !== undefined);
}

/** A loopback name, an address, or a name without dots such as a service's in compose. */
function isInside(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  if (isIP(name) || name === "localhost" || name.endsWith(".localhost")) return true;
  return /^[a-z0-9-]+$/i.test(name) || /\.(svc|internal|svc\.cluster\.local)$/i.test(name);
}
