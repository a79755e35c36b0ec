import type { IncomingMessage, ServerResponse } from "node:http";
import type { Arriving, Doorstep } from "../base/bridge.ts";
import { siteNameOf } from "../base/host.ts";
import { tellFault } from "../base/telemetry/told.ts";
import { sendPlain } from "./plain.ts";
import type { Step } from "./steps.ts";

export interface DoorstepSettings {
  readonly sessionCookie: string;
  /** What the app says of a site's host; null where it answers itself. */
  readonly ask: (site: string, arriving: Arriving) => Promise<Doorstep | null>;
}

/**
 * Answers for hosts of sites that are elsewhere or closed, before the app and its kept pages: a former address
 * redirects with path and query, a suspended site is 503, a deleted one 410. See docs/decisions/rename.md.
 */
export function doorstep(settings: DoorstepSettings): Step {
  return async (req, res, { destination, path }, next) => {
    const site = siteNameOf(destination);
    // The build's files are the same on every host, and open pages still load them.
    if (site === null || /^\/_(next\/)?static\//.test(path)) return next();
    const session = opensPage(req) ? cookieOf(req, settings.sessionCookie) : null;
    const found = await settings.ask(site, { path, session }).catch((error: unknown) => {
      tellFault(error, {}, "the doorstep was not looked at");
      return null;
    });
    if (!found) return next();
    if ("to" in found) lead(req, res, found);
    else say(req, res, SAID[found.kind]);
  };
}

/** Whether a browser asks for a page to show now, and does not prefetch. */
function opensPage({ method, headers }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    String(headers.accept ?? "").includes("text/html") &&
    (headers["sec-fetch-mode"] ?? "navigate") === "navigate" &&
    headers["sec-purpose"] === undefined
  );
}

function cookieOf({ headers }: IncomingMessage, name: string): string | null {
  for (const pair of (headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value) return value;
  }
  return null;
}

function lead(
  req: IncomingMessage,
  res: ServerResponse,
  { kind, to }: Extract<Doorstep, { to: string }>,
): void {
  // The router of an open page can't follow a redirect to another host. A refusal makes it load the page in the
  // browser.
  if ((req.method === "GET" || req.method === "HEAD") && req.headers.rsc === undefined) {
    // Never kept: the site may take this name back, and in a year the name may be another's.
    res.setHeader("cache-control", "no-store");
    res.setHeader("location", to);
    res.writeHead(kind === "crossing" ? 307 : 308);
    res.end();
    return;
  }
  const { origin } = new URL(to);
  say(req, res, {
    status: 409,
    title: "This site has moved",
    sentence: `It is at ${origin} now. Nothing was changed; open it there and repeat this.`,
  });
}

interface Said {
  readonly status: number;
  /** Begins with "This site", because forms of open pages recognise an answer of the doorstep by it. */
  readonly title: string;
  /** Plain text of ours, without markup. */
  readonly sentence: string;
  /** In seconds. */
  readonly retryAfter?: number;
}

const SAID: Readonly<Record<"closed" | "gone", Said>> = {
  closed: {
    status: 503,
    title: "This site is closed for now",
    sentence: "Nothing of it is lost. Look again later.",
    retryAfter: 3600,
  },
  gone: {
    status: 410,
    title: "This site is gone",
    sentence: "It was deleted and can no longer be seen.",
  },
};

/** One sentence, as a page for people and otherwise as what the asking script can read. */
function say(req: IncomingMessage, res: ServerResponse, said: Said): void {
  const { status, title, sentence, retryAfter } = said;
  const whole = `${title}. ${sentence}`;
  // Next gives a form the text of such an answer only if the content type is exactly this.
  if (req.headers["next-action"]) sendText(res, "text/plain", whole, said);
  else if (String(req.headers.accept ?? "").includes("text/html"))
    sendPlain(res, status, { title, words: `<p>${sentence}</p>`, retryAfter });
  else sendText(res, "application/json", JSON.stringify({ message: whole }), said);
}

function sendText(
  res: ServerResponse,
  type: string,
  body: string,
  { status, retryAfter }: Said,
): void {
  res.setHeader("content-type", type);
  res.setHeader("content-length", Buffer.byteLength(body));
  res.setHeader("cache-control", "no-store");
  if (retryAfter !== undefined) res.setHeader("retry-after", retryAfter);
  res.writeHead(status);
  res.end(body);
}
