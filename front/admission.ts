import type { IncomingMessage } from "node:http";
import type { Arrival } from "./arrival.ts";
import { BUILD_PATH } from "./build-files.ts";
import { isPublicPage } from "./page-cache.ts";
import { sendNowhere, sendRefused } from "./plain.ts";
import { isRouterState } from "./router-state.ts";
import type { Step } from "./steps.ts";

export interface AdmissionSettings {
  readonly scheme: "http" | "https";
  /** In development Next answers at further paths of its own. */
  readonly development?: boolean;
}

/**
 * Refuses what the app would fail on, or answer past the steps in front of it: a target without one meaning, a
 * method that nothing here knows, a form of another site's, a router's header that is none, and Next's own other
 * spellings of a page. See docs/decisions/front.md.
 */
export function admission({ scheme, development }: AdmissionSettings): Step {
  return (req, res, arrival, next) => {
    const status = refusalOf(req, arrival, scheme);
    if (status !== null) return sendRefused(res, status, arrival.id);
    if (!development && isOtherSpelling(arrival.pathname)) return sendNowhere(res);
    if (onlyLooks(req, arrival))
      return void res.writeHead(204, { "cache-control": "no-store" }).end();
    if (isPublicPage({ method: "GET", headers: {} }, arrival)) askAsBrowser(req);
    return next();
  };
}

function refusalOf(
  { method = "", headers }: IncomingMessage,
  { readable, pathname, host }: Arrival,
  scheme: string,
): 400 | 403 | 405 | null {
  const reads = method === "GET" || method === "HEAD";
  if (!reads && (method !== "POST" || isFile(pathname))) return 405;
  if (!readable) return 400;
  // The actions ask once more, and want an Origin; Next would fail on one that is another's.
  if (
    !reads &&
    headers.origin !== undefined &&
    headers.origin !== `${scheme}://${host?.toLowerCase()}`
  )
    return 403;
  const state = headers["next-router-state-tree"];
  return state === undefined || isRouterState(String(state)) ? null : 400;
}

/** Files of the build and fonts, which nobody sends anything to. */
function isFile(pathname: string): boolean {
  return pathname.startsWith(BUILD_PATH) || pathname.startsWith("/_static/");
}

/** Paths at which Next would answer with a page that has another address: `/_next/data/BUILD/x.json`, `/x.rsc`. */
function isOtherSpelling(pathname: string): boolean {
  if (pathname.startsWith("/_next/")) return !pathname.startsWith(BUILD_PATH);
  return pathname.endsWith(".rsc");
}

/** Whether a link that counts once is only looked at, as mail scanners do: the app would take that for a click. */
function onlyLooks({ method }: IncomingMessage, { path, pathname }: Arrival): boolean {
  return method === "HEAD" && new URLSearchParams(path.slice(pathname.length)).has("token");
}

/** Public pages are documents for whoever asks: a router that gets one loads it in the browser. */
function askAsBrowser({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers))
    if (name === "rsc" || (name.startsWith("next-") && name !== "next-action"))
      delete headers[name];
}
