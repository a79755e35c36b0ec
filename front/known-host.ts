import { destinationOf } from "../base/host.ts";
import type { Step } from "./steps.ts";

/** A proxy asks here before it requests a certificate. The proxy's settings keep visitors away from this path. */
export const KNOWN_HOST_PATH = "/known-host";

export interface KnownHostSettings {
  readonly baseDomain: string;
  /** Whether the name is or was a site's; throws if the database can't tell now. */
  readonly knows: (site: string) => Promise<boolean>;
}

/**
 * Answers `/known-host?domain=…`, which a proxy with on-demand certificates asks before a handshake: 200 for the
 * apex, the operators' console and each site there is or was, 404 for any other host, 503 where the database does
 * not answer. Without it a stranger could have certificates made for names without end.
 */
export function knownHost(settings: KnownHostSettings): Step {
  return async (_, res, { path, pathname }, next) => {
    if (pathname !== KNOWN_HOST_PATH) return next();
    const asked = new URLSearchParams(path.slice(pathname.length));
    const status = await statusOf(asked.get("domain"), settings);
    res.writeHead(status, { "cache-control": "no-store", "content-length": 0 });
    res.end();
  };
}

async function statusOf(
  domain: string | null,
  { baseDomain, knows }: KnownHostSettings,
): Promise<number> {
  const destination = destinationOf(domain, baseDomain);
  if (destination.kind === "nothing") return 404;
  if (destination.kind !== "site") return 200;
  return knows(destination.name).then(
    (known) => (known ? 200 : 404),
    () => 503,
  );
}
