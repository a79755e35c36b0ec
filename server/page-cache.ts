import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Arrival } from "./front.ts";
import { destinationOf } from "./host.ts";

type Handle = (req: IncomingMessage, res: ServerResponse, arrival: Arrival) => Promise<void>;

export interface PageCacheSettings {
  readonly baseDomain: string;
  /** The key of a site's public pages as they are now, or null where nothing may be kept. */
  readonly freshness: (site: string) => Promise<string | null>;
  /** The name of the cookie that makes a visitor somebody. */
  readonly sessionCookie: string;
  /** How much may be kept, in bytes. */
  readonly capacity?: number;
}

/** A page cut where its nonce stood, so that every visitor gets a nonce of their own. */
interface Page {
  readonly headers: OutgoingHttpHeaders;
  readonly parts: readonly string[];
  readonly size: number;
}

const NONCE = /'nonce-([^']+)'/;
const MAX_PAGE = 2_000_000;
const compress = promisify(gzip);

/**
 * Keeps whole public pages for visitors without a session. The key holds the tenant and the version that
 * every change of what visitors see counts up in that tenant's own database, and that version is read for
 * each request: a save shows on the next request, on every replica, and no page can serve another tenant.
 * See docs/decisions/page-cache.md.
 */
export function pageCache(handle: Handle, settings: PageCacheSettings) {
  const pages = new Map<string, Page>();
  const { capacity = 64_000_000 } = settings;
  let held = 0;

  return async (req: IncomingMessage, res: ServerResponse, arrival: Arrival): Promise<void> => {
    const key = await keyOf(req, arrival, settings);
    if (key === null) return handle(req, res, arrival);
    const page = pages.get(key);
    if (page) {
      // Last used, last out.
      pages.delete(key);
      pages.set(key, page);
      return send(page, req, res);
    }
    delete req.headers["accept-encoding"];
    capture(res, (kept) => {
      if (pages.has(key)) return;
      pages.set(key, kept);
      held += kept.size;
      for (const [oldest, old] of pages) {
        if (held <= capacity) break;
        pages.delete(oldest);
        held -= old.size;
      }
    });
    return handle(req, res, arrival);
  };
}

async function keyOf(
  req: IncomingMessage,
  arrival: Arrival,
  { baseDomain, freshness, sessionCookie }: PageCacheSettings,
): Promise<string | null> {
  const url = req.url ?? "/";
  if (req.method !== "GET" || url.length > 500) return null;
  if (url !== "/" && !url.startsWith("/?") && !url.startsWith("/items/")) return null;
  if (req.headers.cookie?.includes(sessionCookie)) return null;
  // The router's own requests get other answers at the same address.
  if (Object.keys(req.headers).some((name) => name === "rsc" || name.startsWith("next-")))
    return null;
  const destination = destinationOf(arrival.host, baseDomain);
  if (destination.kind !== "site") return null;
  const fresh = await freshness(destination.name).catch(() => null);
  return fresh && `${fresh} ${arrival.host} ${url}`;
}

async function send(page: Page, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const nonce = btoa(crypto.randomUUID());
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(page.headers))
    headers[name] = typeof value === "string" ? value.replaceAll(PLACE, nonce) : value;
  const html = page.parts.join(nonce);
  const zipped = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  const body = zipped ? await compress(html, { level: constants.Z_BEST_SPEED }) : Buffer.from(html);
  res.writeHead(200, {
    ...headers,
    ...(zipped ? { "content-encoding": "gzip" } : {}),
    "content-length": body.length,
  });
  res.end(body);
}

/** Stands for the nonce in kept headers; no header of ours can hold it otherwise. */
const PLACE = "\u0000nonce\u0000";

/** Reads along what the app sends and hands over a finished 200 page that sets no cookie. */
function capture(res: ServerResponse, keep: (page: Page) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const { write, end } = res;
  const listen = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === "string")
      chunks.push(Buffer.from(chunk, encoding === "latin1" ? "latin1" : "utf8"));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    else return;
    size += chunks.at(-1)?.length ?? 0;
    if (size > MAX_PAGE) chunks.length = 0;
  };
  const tap = (original: typeof write | typeof end) =>
    function tapped(this: ServerResponse, ...args: unknown[]) {
      listen(args[0], args[1]);
      return Reflect.apply(original, res, args);
    };
  Object.defineProperty(res, "write", { value: tap(write), configurable: true, writable: true });
  Object.defineProperty(res, "end", { value: tap(end), configurable: true, writable: true });
  res.once("finish", () => {
    const page = size <= MAX_PAGE ? pageOf(res, Buffer.concat(chunks).toString("utf8")) : null;
    if (page) keep(page);
  });
}

function pageOf(res: ServerResponse, html: string): Page | null {
  const headers = res.getHeaders();
  const nonce = NONCE.exec(String(headers["content-security-policy"] ?? ""))?.[1];
  const type = String(headers["content-type"] ?? "");
  if (res.statusCode !== 200 || !type.startsWith("text/html") || !nonce) return null;
  if (headers["set-cookie"] !== undefined || headers["content-encoding"] !== undefined) return null;
  if (!html.endsWith("</html>")) return null;
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (
      ["x-request-id", "content-length", "date", "connection", "transfer-encoding"].includes(name)
    )
      continue;
    if (typeof value === "string") kept[name] = value.replaceAll(nonce, PLACE);
    else if (typeof value !== "number") return null;
  }
  return { headers: kept, parts: html.split(nonce), size: html.length * 2 + 1000 };
}
