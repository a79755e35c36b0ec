import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isIP } from "node:net";
import { bridge } from "../base/bridge.ts";
import { destinationOf } from "../base/host.ts";
import { log, withoutAddresses } from "../base/log.ts";
import { recognise } from "../base/proxies.ts";
import { sender } from "../base/telemetry/sender.ts";
import { beginTrace, type Trace, within } from "../base/telemetry/trace.ts";
import type { Vouch } from "./vouched.ts";

export interface FrontSettings {
  readonly baseDomain: string;
  readonly scheme: "http" | "https";
  /** Addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** In a stack: what the platform says of a request that it passes on. */
  readonly vouch?: Vouch;
  /** In development Next's own client sends headers that its server needs back. */
  readonly development?: boolean;
}

/** What the front found out about a request. */
export interface Arrival {
  readonly id: string;
  /** The one Host, or null when there was none or several. */
  readonly host: string | null;
  /** The address the request came from, behind trusted proxies the one they name. */
  readonly client: string;
}

/** Headers that only Swingtag or Next itself may set; from outside they are dropped. */
const INTERNAL_REQUEST =
  /^(x-middleware-|x-tenant|x-swingtag-|x-invoke-|x-nextjs-(?!postponed)|x-now-|x-matched-path|x-forwarded-|forwarded$|x-real-ip|x-nonce|content-security-policy)/;

/** Headers that would show how the inside is laid out. */
const INTERNAL_RESPONSE =
  /^(x-middleware-|x-nextjs-rewritten-|x-powered-by|x-swingtag-|x-matched-path)/;

/** On every response; pages replace the policy by one with nonces. */
const ALWAYS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};

/**
 * Stands before the app on every request: settles who is asking and for which host, drops headers that
 * could pretend otherwise, puts the security headers on whatever goes out, and writes the one line.
 */
export function front(
  handle: (req: IncomingMessage, res: ServerResponse, arrival: Arrival) => void | Promise<void>,
  settings: FrontSettings,
): RequestListener {
  const isProxy = recognise(settings.trustedProxies);
  return (req, res) => {
    const began = Date.now();
    const started = performance.now();
    const { arrival, trace } = arrive(req, settings, isProxy);
    dressResponse(res, arrival, settings);
    res.once("close", () =>
      within(trace, () => {
        const ms = performance.now() - started;
        tellRequest(trace, began, writeLine(req, res, arrival, ms, trace));
      }),
    );
    const handled = within(trace, async () => handle(req, res, arrival));
    handled.catch((error: unknown) => {
      log.error({ err: error, requestId: arrival.id }, "the request failed outside the app");
      if (res.headersSent) return res.destroy();
      res.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      res.end(`Something went wrong. Request ${arrival.id}.\n`);
    });
  };
}

/** How React's development client finds its debug channel. */
const DEVELOPMENT_REQUEST = /^x-nextjs-(html-)?request-id$/;

function arrive(
  req: IncomingMessage,
  { baseDomain, scheme, development, vouch }: FrontSettings,
  isProxy: (address: string) => boolean,
): { arrival: Arrival; trace: Trace } {
  const remote = plainAddress(req.socket.remoteAddress ?? "");
  const vouched = vouch?.(req) ?? null;
  const trusted = vouched !== null || isProxy(remote);
  const forwarded = trusted ? headersOf(req, "x-forwarded-host") : [];
  const hosts = forwarded.length ? forwarded : headersOf(req, "host");
  const host = hosts.length === 1 && !hosts[0]?.includes(",") ? (hosts[0] ?? null) : null;
  const client = trusted ? nearestClient(req, isProxy, remote) : remote;
  const id = vouched?.id ?? randomUUID();
  const trace = beginTrace(destinationOf(host, baseDomain).kind, {
    parent: trusted ? headersOf(req, "traceparent").join() : null,
    requestId: id,
  });
  for (const name of Object.keys(req.headers))
    if (INTERNAL_REQUEST.test(name) && !(development && DEVELOPMENT_REQUEST.test(name)))
      delete req.headers[name];
  req.headers.host = host ?? "";
  req.headers["x-forwarded-host"] = host ?? "";
  req.headers["x-forwarded-proto"] = scheme;
  req.headers["x-forwarded-for"] = client;
  req.headers["x-swingtag-request"] = id;
  req.headers["x-swingtag-client"] = client;
  return { arrival: { id, host, client }, trace };
}

/** All lines of a header as sent: `req.headers` keeps only the first Host. */
function headersOf(req: IncomingMessage, name: string): string[] {
  const found: string[] = [];
  for (let index = 0; index < req.rawHeaders.length; index += 2)
    if (req.rawHeaders[index]?.toLowerCase() === name) found.push(req.rawHeaders[index + 1] ?? "");
  return found;
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

function dressResponse(res: ServerResponse, arrival: Arrival, { scheme }: FrontSettings): void {
  const writeHead = res.writeHead;
  res.setHeader("x-request-id", arrival.id);
  const dressed = (...args: Parameters<typeof writeHead>) => {
    // Next drops the length that a handler gives; a download without one shows no progress.
    const length = res.getHeader("x-swingtag-length");
    if (length !== undefined && !res.hasHeader("content-encoding"))
      res.setHeader("content-length", String(length));
    for (const name of res.getHeaderNames())
      if (INTERNAL_RESPONSE.test(name)) res.removeHeader(name);
    for (const [name, value] of Object.entries(ALWAYS))
      if (!res.hasHeader(name)) res.setHeader(name, value);
    if (scheme === "https")
      res.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains");
    return writeHead.apply(res, args);
  };
  Object.defineProperty(res, "writeHead", { value: dressed, configurable: true, writable: true });
}

function writeLine(
  req: IncomingMessage,
  res: ServerResponse,
  arrival: Arrival,
  ms: number,
  trace: Trace,
): Answered {
  const notes = bridge().notes.get(arrival.id);
  bridge().notes.delete(arrival.id);
  const status = res.writableFinished ? res.statusCode : 499;
  const path = req.url?.split("?")[0]?.slice(0, 500);
  log[status >= 500 ? "error" : "info"](
    {
      requestId: arrival.id,
      method: req.method,
      host: arrival.host?.slice(0, 255) ?? null,
      path,
      status,
      ms: Math.round(ms),
      tenant: notes?.tenant ?? trace.tenant?.id ?? null,
      actor: notes?.actor ?? null,
    },
    "request",
  );
  return { method: req.method ?? "", path: path ?? "", status, ms };
}

interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

function tellRequest(
  { route, tenant, ...trace }: Trace,
  began: number,
  { method, path, status, ms }: Answered,
): void {
  const pushing = sender();
  if (!pushing) return;
  pushing.request({ route, status, ms, tenant });
  pushing.span({
    ...trace,
    name: `${method} ${route}`,
    kind: "server",
    started: began,
    ended: began + ms,
    failed: status >= 500,
    attributes: {
      "http.request.method": method,
      "http.response.status_code": status,
      "url.path": withoutAddresses(path),
      ...(trace.requestId && { requestId: trace.requestId }),
      ...(tenant && { tenant: tenant.id }),
      ...(tenant?.slug && { site: tenant.slug }),
    },
  });
}
