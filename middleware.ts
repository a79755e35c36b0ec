import { type NextRequest, NextResponse } from "next/server";
import { DESTINATION, readDestination } from "@/base/host";

/** Reloading in development evaluates code and speaks WebSocket; production allows neither. */
const DEVELOPMENT = process.env.NODE_ENV === "development";

export const config = { runtime: "nodejs" };

/**
 * Destination → folder, and the page's content policy. Nothing else: no database, no session. The front has read
 * the destination from the Host; what did not pass the front leads nowhere.
 * Every outside path gets a prefix, so that no path of one host is a path of another.
 */
export default function middleware(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  const destination = readDestination(request.headers.get(DESTINATION));
  if (destination.kind !== "nothing" && isStatic(pathname)) return NextResponse.next();
  const folder = { www: "/www", operator: "/operator", site: "", nothing: "/nowhere" }[
    destination.kind
  ];
  const url = request.nextUrl.clone();
  url.pathname =
    destination.kind === "site" ? `/${destination.name}${pathname}` : `${folder}${pathname}`;
  const response = rewriteWithPolicy(request, url);
  if (destination.kind === "operator") {
    // What the console shows is kept by no browser, no proxy and no search engine.
    response.headers.set("cache-control", "no-store");
    response.headers.set("x-robots-tag", "noindex, nofollow");
  }
  if (destination.kind === "site" && pathname.startsWith("/shared/")) {
    // A link that was shared with somebody; it is passed on in no referrer.
    response.headers.set("cache-control", "private, no-store");
    response.headers.set("x-robots-tag", "noindex, nofollow");
    response.headers.set("referrer-policy", "no-referrer");
  }
  return response;
}

/** Hashed files of the build, bundled fonts and the decoder of photos: the same for every site, and nobody's. */
function isStatic(pathname: string): boolean {
  return (
    pathname.startsWith("/_next/static/") ||
    /^\/_static\/(?:fonts|heic-[0-9.-]+)\/[a-z0-9.-]+$/.test(pathname)
  );
}

function rewriteWithPolicy(request: NextRequest, url: URL): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ""}`,
    DEVELOPMENT ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${DEVELOPMENT ? " ws:" : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.rewrite(url, { request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}
