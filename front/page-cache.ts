import type { IncomingMessage, ServerResponse } from "node:http";
import { bridge } from "../base/bridge.ts";
import { type DatabaseFault, databaseFaultOf } from "../base/fault-code.ts";
import { siteNameOf } from "../base/host.ts";
import { tellFigure } from "../base/telemetry/sender.ts";
import type { Arrival } from "./arrival.ts";
import { documentOf } from "./document.ts";
import { askedBefore, type KeptAnswer, keptOf, storeOf, type Use } from "./kept.ts";
import { sendKept } from "./send-kept.ts";
import type { Step } from "./steps.ts";
import { takeAnswer } from "./take.ts";

export interface PageCacheSettings {
  /** The key of a site's public pages as they are now, or null where nothing may be kept. */
  readonly freshness: (site: string) => Promise<string | null>;
  /** The tenant that has the site's name, whatever its pages say now, or null where nothing may be kept. */
  readonly holder: (site: string) => Promise<string | null>;
  /** Answers in the app's place when the key can't be read because the site's database is away. */
  readonly away: (res: ServerResponse, arrival: Arrival, updating: boolean) => void;
  /** The name of the session's cookie; visitors with it get no kept pages. */
  readonly sessionCookie: string;
  /** How much may be kept, in bytes. */
  readonly capacity?: number;
}

/**
 * Sends the public pages as documents and keeps them, and the drawings and files beside them, for visitors. The key
 * holds the tenant and the version that every change of what visitors see counts up in that tenant's own database,
 * and that version is read for each request: a save shows on the next request, on every replica, and no page can serve
 * another tenant. What is addressed by its content needs no version. See docs/decisions/page-cache.md.
 */
export function pageCache(settings: PageCacheSettings): Step {
  const kept = storeOf(settings.capacity ?? 64_000_000);
  const isAskedAgain = askedBefore();
  const reads = { hit: 0, miss: 0 };
  tellFigure("swingtag.page_cache.reads", () =>
    (["hit", "miss"] as const).map((outcome) => ({
      value: reads[outcome],
      attributes: { outcome },
    })),
  );
  tellFigure("swingtag.page_cache.size", () => [{ value: kept.held }]);

  return async (req, res, arrival, next) => {
    const kind = kindOf(req, arrival);
    if (kind === null) return next();
    const key = await keyOrAway(req, arrival, settings, kind);
    // The app is not asked, because it would wait for the same database again.
    if (key instanceof Away) return settings.away(res, arrival, key.fault === "updating");
    const known = key === null ? undefined : kept.get(key);
    if (key !== null) reads[known ? "hit" : "miss"]++;
    if (known) return sendKept(known, req, res);
    const { notes } = bridge();
    if (kind === "page") notes.set(arrival.id, { ...notes.get(arrival.id), document: {} });
    const body = await takeAnswer(req, res, async () => next(), WANTED[kind]);
    if (!body) return;
    // Of searches and filters there are more than can be kept: one that nobody repeats would push out what many read.
    const isOneOfMany =
      kind !== "lasting" && (arrival.path.includes("?") || WRITE.test(arrival.path));
    const keeps = key !== null && (!isOneOfMany || isAskedAgain(key));
    const make = kind === "page" ? pageOf : fileOf;
    const made = make(body, res, keeps ? "many" : "once", arrival);
    if (keeps) kept.add(key, made);
    return sendKept(made, req, res);
  };
}

/** Has the key of what may be kept read beside what the steps before the page cache ask. */
export function foresight({
  sessionCookie,
  foresee,
}: {
  readonly sessionCookie: string;
  readonly foresee: (site: string) => Promise<void>;
}): Step {
  return async (req, _, arrival, next) => {
    const kind = kindOf(req, arrival);
    const site = siteNameOf(arrival.destination);
    const keyed = kind === "page" ? !isMembers(req, sessionCookie) : kind === "file";
    if (site !== null && keyed) await foresee(site);
    return next();
  };
}

/**
 * `page`: made for visitors, under the version. `file`: the same for everybody, under the version. `lasting`: its
 * address names its content.
 */
type Kind = "page" | "file" | "lasting";

/** Which answers of each kind are kept; a drawing whose address is out of date comes as no lasting one. */
const WANTED: Readonly<Record<Kind, (res: ServerResponse) => boolean>> = {
  page: (res) => headerOf(res, "content-type").startsWith("text/html"),
  file: (res) => headerOf(res, "cache-control").startsWith("public"),
  lasting: (res) => /^public\b.*\bimmutable\b/.test(headerOf(res, "cache-control")),
};

function headerOf(res: ServerResponse, name: string): string {
  return String(res.getHeader(name) ?? "");
}

function pageOf(body: Buffer, res: ServerResponse, use: Use, { id }: Arrival): KeptAnswer {
  const type = headerOf(res, "content-type");
  const policy = headerOf(res, "content-security-policy");
  const { printed } = bridge().notes.get(id)?.document ?? {};
  return documentOf(body.toString("utf8"), { type, policy, printed }, use);
}

/** With the front's closed policy, because such a file needs nothing. */
function fileOf(body: Buffer, res: ServerResponse, use: Use): KeptAnswer {
  const headers = {
    "content-type": headerOf(res, "content-type"),
    "cache-control": headerOf(res, "cache-control"),
    vary: "accept-encoding",
  };
  return keptOf(body, headers, use);
}

function kindOf(req: Pick<IncomingMessage, "method" | "headers">, arrival: Asked): Kind | null {
  if (isPublicPage(req, arrival)) return "page";
  if (arrival.destination.kind !== "site" || req.method !== "GET") return null;
  if (/^\/plush\/[^/?]+\?v=[\w-]+$/.test(arrival.path)) return "lasting";
  return /^\/(plush\/[^/?]+|card(\/items\/[^/?]+)?(\?v=\d+)?|((wanted|for-trade)\/)?feed\.xml|sitemap\.xml|icon\.svg|favicon\.ico|apple-touch-icon\.png)$/.test(
    arrival.path,
  )
    ? "file"
    : null;
}

/** The pages about tags, which a site has in its skin and the apex on its own paper. */
const ABOUT_TAGS = /^\/(which-tag|rarity)(\?|$)/;

/** Where visitors write to the owners: there is one for each item. */
const WRITE = /^\/(items\/[^/]+\/)?write(\/sent)?(\?|$)/;

/** What a site looks for, what it has for trade, and its sets. */
const LISTS = /^\/(wanted|for-trade|sets)(\?|$)/;

/** The shelf, the items, the lists, the forms to write with and the pages about tags of a site, and these of the apex, as a browser asks for a page; the router's requests want other answers. */
export function isPublicPage(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  { destination, path }: Asked,
): boolean {
  return (
    method === "GET" &&
    (ABOUT_TAGS.test(path)
      ? destination.kind === "site" || destination.kind === "www"
      : destination.kind === "site" &&
        (path === "/" ||
          path.startsWith("/?") ||
          path.startsWith("/items/") ||
          path.startsWith("/sets/") ||
          WRITE.test(path) ||
          LISTS.test(path))) &&
    !Object.keys(headers).some((name) => name === "rsc" || name.startsWith("next-"))
  );
}

type Asked = Pick<Arrival, "host" | "destination" | "path">;
type KeySettings = Pick<PageCacheSettings, "freshness" | "holder" | "sessionCookie">;

/** An item's address has up to 80 letters, and a letter of some scripts takes twelve characters on the wire. */
const LONGEST_PATH = 1_200;

/** The cache key of the page, or null if the answer is for this visitor alone. */
export async function keyOf(
  req: Pick<IncomingMessage, "headers">,
  arrival: Asked,
  settings: Omit<KeySettings, "holder">,
): Promise<string | null> {
  const holder = async () => null;
  const key = await keyOrAway(req, arrival, { ...settings, holder }, "page");
  return key instanceof Away ? null : key;
}

async function keyOrAway(
  { headers }: Pick<IncomingMessage, "headers">,
  { host, destination, path }: Asked,
  { freshness, holder, sessionCookie }: KeySettings,
  kind: Kind,
): Promise<string | Away | null> {
  if (path.length > LONGEST_PATH) return null;
  // What the apex says of tags is a part of the program.
  if (destination.kind === "www" && kind === "page") return `www ${host} ${path}`;
  const site = siteNameOf(destination);
  if (site === null) return null;
  if (kind === "page" && isMembers({ headers }, sessionCookie)) return null;
  const fresh = await (kind === "lasting" ? holder : freshness)(site).catch(awayOrNothing);
  if (fresh instanceof Away) return fresh;
  return fresh && `${fresh} ${host} ${path}`;
}

/** Whether somebody may be signed in. */
function isMembers({ headers }: Pick<IncomingMessage, "headers">, sessionCookie: string): boolean {
  return headers.cookie?.includes(sessionCookie) ?? false;
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
