import { destinationOf } from "../base/host.ts";
import type { Step } from "./steps.ts";

/**
 * Leads from `www.` before the apex or a site's host to that host, since people type it. Only where nothing is at the
 * host as it was asked for, so that each page has one address.
 */
export function withoutWww(baseDomain: string, scheme: "http" | "https"): Step {
  return (_, res, { host, destination, path }, next) => {
    const bare = destination.kind === "nothing" ? bareHost(host) : null;
    if (bare === null || !isOfPeople(destinationOf(bare, baseDomain).kind)) return next();
    res.writeHead(308, { location: `${scheme}://${bare}${path}`, "content-length": 0 });
    res.end();
  };
}

/** A host without its `www.`; null where it has none. */
export function bareHost(host: string | null): string | null {
  return host && /^www\./i.test(host) ? host.slice("www.".length).toLowerCase() : null;
}

/** The console's host is typed by nobody who does not know it. */
function isOfPeople(kind: ReturnType<typeof destinationOf>["kind"]): boolean {
  return kind === "www" || kind === "site";
}
