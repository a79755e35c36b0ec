import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { type Destination, destinationOf } from "../base/host.ts";
import { recognise } from "../base/proxies.ts";
import { pathnameOf, pathOf } from "./path.ts";
import type { Vouch } from "./vouched.ts";

/** What has been settled about a request, once, before anything looks at it. */
export interface Arrival {
  readonly id: string;
  /** The one Host as sent, or null when there was none or several. */
  readonly host: string | null;
  /** Where that leads. */
  readonly destination: Destination;
  /** Whether what was asked for has one meaning. If not, the path is `/` and `admission.ts` refuses the request. */
  readonly readable: boolean;
  /** The one path with its query: the very string that the app finds in `req.url`. */
  readonly path: string;
  /** The same without the query. */
  readonly pathname: string;
  /** The address the request came from, behind trusted proxies the one they name. */
  readonly client: string;
  /** Whether a trusted proxy asks for itself, and not for anybody who asked it. */
  readonly ofProxy: boolean;
  /** In a stack: whether the platform passed it on. */
  readonly vouched: boolean;
  /** The `traceparent` of whoever is trusted to name one, or null. */
  readonly parent: string | null;
}

export interface ArrivalSettings {
  readonly baseDomain: string;
  /** Addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** Set in a stack: reads what the platform says of a request that it forwards. */
  readonly vouch?: Vouch;
}

/** Settles who is asking, for which host and for what. The request's path becomes the one that was settled. */
export function arrivals({
  baseDomain,
  trustedProxies,
  vouch,
}: ArrivalSettings): (req: IncomingMessage) => Arrival {
  const isProxy = recognise(trustedProxies);
  return (req) => {
    const read = pathOf(req.url ?? "");
    const path = read ?? "/";
    req.url = path;
    const remote = plainAddress(req.socket.remoteAddress ?? "");
    const vouched = vouch?.(req) ?? null;
    const trusted = vouched !== null || isProxy(remote);
    const host = hostOf(req, trusted);
    return {
      id: vouched?.id ?? randomUUID(),
      host,
      destination: destinationOf(host, baseDomain),
      readable: read !== null,
      path,
      pathname: pathnameOf(path),
      client: trusted ? nearestClient(req, isProxy, remote) : remote,
      ofProxy: isProxy(remote) && asksItself(req),
      vouched: vouched !== null,
      parent: trusted ? headersOf(req, "traceparent").join() : null,
    };
  };
}

function hostOf(req: IncomingMessage, trusted: boolean): string | null {
  const forwarded = trusted ? headersOf(req, "x-forwarded-host") : [];
  const [host = null, ...others] = forwarded.length ? forwarded : headersOf(req, "host");
  return others.length > 0 || host?.includes(",") ? null : host;
}

/** All lines of a header as sent: `req.headers` keeps only the first Host. */
function headersOf(req: IncomingMessage, name: string): string[] {
  const found: string[] = [];
  for (let index = 0; index < req.rawHeaders.length; index += 2)
    if (req.rawHeaders[index]?.toLowerCase() === name) found.push(req.rawHeaders[index + 1] ?? "");
  return found;
}

/** A proxy adds the address of whoever asks it, and a loopback's alone is its own. */
function asksItself(req: IncomingMessage): boolean {
  return ["127.0.0.1", "::1"].includes(headersOf(req, "x-forwarded-for").join());
}

/** Reads x-forwarded-for from the right: the first address that is no proxy of ours is the client. */
function nearestClient(
  req: IncomingMessage,
  isProxy: (address: string) => boolean,
  remote: string,
): string {
  const chain = headersOf(req, "x-forwarded-for")
    .join(",")
    .split(",")
    .map((address) => plainAddress(address.trim()))
    .filter((address) => isIP(address));
  return chain.findLast((address) => !isProxy(address)) ?? remote;
}

function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
