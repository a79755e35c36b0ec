import { createHash } from "node:crypto";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Destination } from "../base/host.ts";
import { waitInWords } from "../base/wait.ts";
import type { Arrival } from "./arrival.ts";
import { refusedAs, type Said } from "./refused.ts";
import type { Step } from "./steps.ts";

const STYLE =
  ":root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:2rem;box-sizing:border-box;font:1.125rem/1.5 ui-sans-serif,system-ui,sans-serif;background:#faf9f7;color:#1b1a18}h1{font-size:1.5rem;margin:0 0 .5rem}p{margin:0 0 1rem;max-width:28rem}code{font-size:.875rem;overflow-wrap:anywhere}@media(prefers-color-scheme:dark){body{background:#151412;color:#f1efea}}";

const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** The one 404. It names nothing that was asked for, so that nobody can tell two reasons for it apart. */
export const NOWHERE = page(
  "Nothing here",
  "<h1>There is nothing here</h1><p>The address may be mistyped, or what was here has moved away.</p>",
);

/** How long a client shall wait before it asks again, in seconds: a database that was away, a host that is flooded. */
const LATER = { "retry-after": "5" };

/** What is known about a database that was away during a request. */
export interface Away {
  /** The name in the site's address, or null for the marketing site and the operators' console. */
  readonly site: string | null;
  /** Whether the database waits for its migrations, rather than being away. */
  readonly updating: boolean;
}

/** How many whole seconds a client shall wait that has asked for such a thing too often. */
interface TooOften {
  readonly wait: number;
}

/** Why the app has failed, where it isn't our fault. */
export type Reason = Away | TooOften | "unreadable";

/** Answers with the one 404 whatever leads elsewhere. @param leads what passes */
export function nowhere(leads: readonly Destination["kind"][]): Step {
  return (_, res, { destination }, next) =>
    leads.includes(destination.kind) ? next() : sendNowhere(res);
}

/** Answers with the one 404. */
export function sendNowhere(res: ServerResponse): void {
  send(res, 404, NOWHERE);
}

/** Answers with a plain page. @param words trusted HTML of paragraphs; `retryAfter` in seconds */
export function sendPlain(
  res: ServerResponse,
  status: number,
  { title, words, retryAfter }: { title: string; words: string; retryAfter?: number },
): void {
  const later = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  send(res, status, page(title, `<h1>${title}</h1>${words}`), later);
}

/** Answers in a site's own name while its database is away or is being updated. */
export function sendAway(res: ServerResponse, requestId: string, away: Away): void {
  send(res, 503, awayPage(requestId, away), LATER);
}

/**
 * Answers a request of a host that has more of them under way than the process has room for. A page's picture is led
 * to where it is: the browser asks again, as often as it follows redirects, where nobody could press a button.
 */
export function sendFlooded(res: ServerResponse, requestId: string, site: string | null): void {
  const { method, headers, url } = res.req;
  if (method === "GET" && headers["sec-fetch-dest"] === "image") {
    send(res, 307, "", { ...LATER, location: url });
    return;
  }
  const said = {
    title: `${nameOf(site)} is busy for a moment`,
    sentence: "More people ask than can be served at once. Nothing was changed; try again shortly.",
  };
  say(res, 429, requestId, said, LATER);
}

/** Answers a request that goes no further. */
export function sendRefused(res: ServerResponse, status: number, requestId: string): void {
  const allow = status === 405 ? { allow: "GET, HEAD, POST" } : {};
  say(res, status, requestId, refusedAs(status), allow);
}

/** The same as headers and a page, for a request that is so broken that it has no response. */
export function refusedPage(status: number, requestId: string) {
  const body = saidPage(requestId, refusedAs(status));
  return { headers: headersOf(body), body };
}

/** Puts plain pages in the place of the app's own errors. @param reason as of `plainErrors` */
export function plainPages(reason: (arrival: Arrival) => Reason | null): Step {
  return (req, res, arrival, next) => {
    // The router's requests want its own kind of answer. It sends nothing.
    if (!req.headers.rsc || req.method === "POST")
      plainErrors(res, arrival.id, () => reason(arrival));
    return next();
  };
}

/** Refusals of Next that come without a word. */
const EMPTY: readonly number[] = [400, 403, 404, 405];

/**
 * Puts a plain page in the place of every page that the app answers with 404 or 5xx, and of every refusal and fault
 * that says nothing of what it holds, whatever the app would have shown. So a foreign item, an unconfirmed site and an unknown host give the same bytes, and a fault shows
 * the request's id and no internals.
 * @param reasonOf what is known of a fault during this request, or null: with a database that was away it is 503, with
 * a form that can't be read 400, for who asks too often 429 whatever the app says
 */
export function plainErrors(
  res: ServerResponse,
  requestId: string,
  reasonOf: () => Reason | null,
): void {
  const { writeHead, write, end } = res;
  let held: number | null = null;
  const define = (name: "writeHead" | "write" | "end", value: unknown) =>
    Object.defineProperty(res, name, { value, configurable: true, writable: true });

  define("writeHead", (...args: unknown[]) => {
    const status = Number(args[0]);
    const type = res.getHeader("content-type") ?? typeIn(args);
    const isPage = String(type ?? "").startsWith("text/html");
    const isEmpty = type === undefined;
    // Next says two words where an action fails; the script of a form shows them.
    const isWord = type === "text/plain" && !res.req.headers["next-action"];
    const plain =
      (isPage && status === 404) ||
      (isEmpty && EMPTY.includes(status)) ||
      (status >= 500 && (isPage || isEmpty || isWord || reasonOf() !== null));
    if (!plain) return Reflect.apply(writeHead, res, args);
    held = status;
    return res;
  });
  define("write", (...args: unknown[]) => {
    if (!res.headersSent && held === null) res.writeHead(res.statusCode);
    return held !== null || Reflect.apply(write, res, args);
  });
  define("end", (...args: unknown[]) => {
    if (!res.headersSent && held === null) res.writeHead(res.statusCode);
    if (held === null) return Reflect.apply(end, res, args);
    define("writeHead", writeHead);
    define("write", write);
    define("end", end);
    const reason = reasonOf();
    if (isTooOften(reason)) return sendTooOften(res, requestId, reason);
    if (held === 404) return sendNowhere(res);
    if (held < 500) return sendRefused(res, held, requestId);
    if (reason === "unreadable") sendRefused(res, 400, requestId);
    else if (reason) sendAway(res, requestId, reason);
    else send(res, 500, faultPage(requestId));
    return res;
  });
}

function isTooOften(reason: Reason | null): reason is TooOften {
  return typeof reason === "object" && reason !== null && "wait" in reason;
}

function sendTooOften(res: ServerResponse, requestId: string, { wait }: TooOften): void {
  const sentence = `Nothing is lost. Open this again in ${waitInWords(wait)}.`;
  const headers = { "retry-after": String(wait) };
  say(res, 429, requestId, { title: "That was too often", sentence }, headers);
}

/** The type among what `writeHead` is given. */
function typeIn(args: readonly unknown[]): unknown {
  const given = args.flatMap((one) => Object.entries(Object(one)));
  return given.find(([name]) => name.toLowerCase() === "content-type")?.[1];
}

function say(
  res: ServerResponse,
  status: number,
  requestId: string,
  said: Said,
  headers: OutgoingHttpHeaders,
): void {
  // A form shows the text of such an answer only if the content type is exactly this.
  if (res.req.headers["next-action"])
    send(res, status, `${said.title}. ${said.sentence}`, {
      ...headers,
      "content-type": "text/plain",
    });
  else send(res, status, saidPage(requestId, said), headers);
}

function send(
  res: ServerResponse,
  status: number,
  body: string,
  headers: OutgoingHttpHeaders = {},
): void {
  for (const name of res.getHeaderNames()) if (name !== "x-request-id") res.removeHeader(name);
  for (const [name, value] of Object.entries({ ...headersOf(body), ...headers }))
    if (value !== undefined) res.setHeader(name, value);
  res.writeHead(status);
  res.end(body);
}

function headersOf(body: string) {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "content-security-policy": POLICY,
  };
}

function saidPage(requestId: string, { title, sentence }: Said): string {
  return page(title, `<h1>${title}</h1><p>${sentence}</p>${signed(requestId)}`);
}

function faultPage(requestId: string): string {
  return page(
    "Something went wrong",
    `<h1>Something went wrong</h1><p>The fault is on our side and has been noted. Load the page again; if it stays, tell us this number.</p>${signed(requestId)}`,
  );
}

function awayPage(requestId: string, { site, updating }: Away): string {
  const title = `${nameOf(site)} is ${updating ? "being updated" : "away for a moment"}`;
  const words = updating
    ? "<p>Nothing is lost. Load the page again in a minute.</p>"
    : "<p>Its database does not answer. Nothing is lost; load the page again shortly.</p>";
  return page(title, `<h1>${title}</h1>${words}${signed(requestId)}`);
}

/** A site's name is of a-z, 0-9 and hyphens, so that it needs no escaping. */
function nameOf(site: string | null): string {
  return site ?? "Swingtag";
}

function signed(requestId: string): string {
  return `<p><code>${requestId}</code></p>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}
