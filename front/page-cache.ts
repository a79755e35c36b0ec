import type { IncomingMessage, ServerResponse } from "node:http";
import { type DatabaseFault, databaseFaultOf } from "../base/fault-code.ts";
import { siteNameOf } from "../base/host.ts";
import { tellFigure } from "../base/telemetry/sender.ts";
import type { Arrival } from "./arrival.ts";
import { type PublicDocument, takeDocument } from "./document.ts";
import { sendDocument } from "./send-document.ts";
import type { Step } from "./steps.ts";

export interface PageCacheSettings {
  /** The key of a site's public pages as they are now, or null where nothing may be kept. */
  readonly freshness: (site: string) => Promise<string | null>;
  /** Answers in the app's place when the key can't be read because the site's database is away. */
  readonly away: (res: ServerResponse, arrival: Arrival, updating: boolean) => void;
  /** The name of the session's cookie; visitors with it get no kept pages. */
  readonly sessionCookie: string;
  /** How much may be kept, in bytes. */
  readonly capacity?: number;
}

/**
 * Sends the public pages as documents and keeps them for visitors without a session. The key holds the tenant
 * and the version that every change of what visitors see counts up in that tenant's own database, and that
 * version is read for each request: a save shows on the next request, on every replica, and no page can serve
 * another tenant. See docs/decisions/page-cache.md.
 */
export function pageCache(settings: PageCacheSettings): Step {
  const kept = new Map<string, PublicDocument>();
  const { capacity = 64_000_000 } = settings;
  let held = 0;
  const reads = { hit: 0, miss: 0 };
  tellFigure("swingtag.page_cache.reads", () =>
    (["hit", "miss"] as const).map((outcome) => ({
      value: reads[outcome],
      attributes: { outcome },
    })),
  );
  tellFigure("swingtag.page_cache.size", () => [{ value: held }]);

  return async (req, res, arrival, next) => {
    if (!isPublicPage(req, arrival)) return next();
    const key = await keyOrAway(req, arrival, settings);
    // The app is not asked, because it would wait for the same database again.
    if (key instanceof Away) return settings.away(res, arrival, key.fault === "updating");
    const known = key === null ? undefined : kept.get(key);
    if (key !== null) reads[known ? "hit" : "miss"]++;
    if (key !== null && known) {
      // Moves the page to the end, because the page that was unused for longest is dropped first.
      kept.delete(key);
      kept.set(key, known);
      return sendDocument(known, req, res);
    }
    const made = await takeDocument(req, res, async () => next());
    if (!made) return;
    if (key !== null && !kept.has(key)) {
      kept.set(key, made);
      held += made.size;
      for (const [oldest, old] of kept) {
        if (held <= capacity) break;
        kept.delete(oldest);
        held -= old.size;
      }
    }
    return sendDocument(made, req, res);
  };
}

/** The shelf and the items of a site, as a browser asks for a page; the router's requests want other answers. */
export function isPublicPage(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  { destination, path }: Asked,
): boolean {
  return (
    destination.kind === "site" &&
    method === "GET" &&
    (path === "/" || path.startsWith("/?") || path.startsWith("/items/")) &&
    !Object.keys(headers).some((name) => name === "rsc" || name.startsWith("next-"))
  );
}

type Asked = Pick<Arrival, "host" | "destination" | "path">;
type KeySettings = Pick<PageCacheSettings, "freshness" | "sessionCookie">;

/** The cache key of the page, or null if the answer is for this visitor alone. */
export async function keyOf(
  req: Pick<IncomingMessage, "headers">,
  arrival: Asked,
  settings: KeySettings,
): Promise<string | null> {
  const key = await keyOrAway(req, arrival, settings);
  return key instanceof Away ? null : key;
}

async function keyOrAway(
  { headers }: Pick<IncomingMessage, "headers">,
  { host, destination, path }: Asked,
  { freshness, sessionCookie }: KeySettings,
): Promise<string | Away | null> {
  const site = siteNameOf(destination);
  if (site === null || path.length > 500 || headers.cookie?.includes(sessionCookie)) return null;
  const fresh = await freshness(site).catch(awayOrNothing);
  if (fresh instanceof Away) return fresh;
  return fresh && `${fresh} ${host} ${path}`;
}

class Away {
  readonly fault: DatabaseFault;
  constructor(fault: DatabaseFault) {
    this.fault = fault;
  }
}

/** Any other error is the app's to meet again. */
function awayOrNothing(error: unknown): Away | null {
  const fault = databaseFaultOf(error);
  return fault && new Away(fault);
}
