import type { IncomingMessage, ServerResponse } from "node:http";
import { destinationOf } from "../base/host.ts";

/** Where a proxy asks before it gets a certificate; never answered to visitors, see the proxy's own settings. */
export const KNOWN_HOST_PATH = "/known-host";

export interface KnownHostSettings {
  readonly baseDomain: string;
  /** Whether a site is or was reached under this name; throws where that can't be told now. */
  readonly knows: (site: string) => Promise<boolean>;
}

/**
 * Answers `/known-host?domain=…`, which a proxy with on-demand certificates asks before a handshake: 200 for the
 * apex, the operators' console and each site there is or was, 404 for any other host, 503 where the database does
 * not answer. Without it a stranger could have certificates made for names without end.
 * @returns false, with nothing done, where the request asks for something else
 */
export function answerKnownHost(
  req: IncomingMessage,
  res: ServerResponse,
  settings: KnownHostSettings,
): boolean {
  const asked = URL.parse(req.url ?? "", "http://proxy.invalid");
  if (asked?.pathname !== KNOWN_HOST_PATH) return false;
  void statusOf(asked.searchParams.get("domain"), settings).then((status) => {
    res.writeHead(status, { "cache-control": "no-store", "content-length": 0 });
    res.end();
  });
  return true;
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
