import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** The cookie of a browser that has shown the token. */
export const COOKIE = "swingtag-collector";

/** What a request may do, or the sentence that refuses it. */
export type Admission = "admitted" | "token" | "elsewhere";

/**
 * Who may read, and who may push. From inside the network anyone; through a proxy, or under a name that a page
 * on the internet could give itself, whoever shows the token. With a token set, readers always show it.
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

/** What a browser keeps in the token's place: not the token itself. */
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
