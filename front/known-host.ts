import { destinationOf } from "../base/host.ts";
import type { Step } from "./steps.ts";
import { bareHost } from "./www.ts";

/** A proxy asks here before it requests a certificate. */
export const KNOWN_HOST_PATH = "/known-host";

export interface KnownHostSettings {
  readonly baseDomain: string;
  /** Whether the name is or was a site's; throws if the database can't tell now. */
  readonly knows: (site: string) => Promise<boolean>;
}

/** How many names are looked up at once: strangers begin handshakes, and each costs a look into the database. */
const AT_ONCE = 16;

/**
 * Answers `/known-host?domain=…`, which a proxy with on-demand certificates asks before a handshake: 200 for the
 * apex, the operators' console and each site there is or was, with or without `www.`, 404 for any other host, 503 where the database does
 * not answer or too many are asked for. Without it a stranger could have certificates made for names without end.
 * It tells of unconfirmed and deleted sites as well, so that it answers the proxy alone; for anybody else there is
 * nothing at this path.
 */
export function knownHost(settings: KnownHostSettings): Step {
  let looking = 0;
  return async (_, res, { path, pathname, ofProxy }, next) => {
    if (pathname !== KNOWN_HOST_PATH || !ofProxy) return next();
    const asked = new URLSearchParams(path.slice(pathname.length)).get("domain");
    looking++;
    const status = looking > AT_ONCE ? 503 : await statusOf(asked, settings);
    looking--;
    res.writeHead(status, { "cache-control": "no-store", "content-length": 0 });
    res.end();
  };
}

async function statusOf(
  domain: string | null,
  { baseDomain, knows }: KnownHostSettings,
): Promise<number> {
  const destination = destinationOf(bareHost(domain) ?? domain, baseDomain);
  if (destination.kind === "nothing") return 404;
  if (destination.kind !== "site") return 200;
  return knows(destination.name).then(
    (known) => (known ? 200 : 404),
    () => 503,
  );
}
