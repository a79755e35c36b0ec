import type { IncomingMessage, ServerResponse } from "node:http";
import { bridge } from "../base/bridge.ts";
import { DESTINATION, writeDestination } from "../base/host.ts";
import { log, withoutAddresses } from "../base/log.ts";
import { sender } from "../base/telemetry/sender.ts";
import { beginTrace, type Trace, within } from "../base/telemetry/trace.ts";
import type { Arrival } from "./arrival.ts";
import type { Step } from "./steps.ts";

export interface FrontSettings {
  readonly scheme: "http" | "https";
  /** In development Next's own client sends headers that its server needs back. */
  readonly development?: boolean;
}

/** Headers that only Swingtag or Next itself may set; from outside they are dropped. */
const INTERNAL_REQUEST =
  /^(x-middleware-|x-tenant|x-swingtag-|x-invoke-|x-nextjs-(?!postponed)|x-now-|x-matched-path|x-forwarded-|forwarded$|x-real-ip|x-nonce|content-security-policy)/;

/** Response headers that would show internals. */
const INTERNAL_RESPONSE =
  /^(x-middleware-|x-nextjs-rewritten-|x-powered-by|x-swingtag-|x-matched-path)/;

/** What a page may ask the browser for. */
function permissions(camera: "camera=()" | "camera=(self)"): string {
  return `${camera}, microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()`;
}

/** In the studio, where codes are scanned. */
const IN_STUDIO: Readonly<Record<string, string>> = {
  "permissions-policy": permissions("camera=(self)"),
};

/** On every response; pages replace the policy by one with nonces. */
export const ALWAYS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": permissions("camera=()"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};

/**
 * Stands before the app on every request: drops headers that could pretend what has been settled and says it in
 * their place, puts the security headers on whatever goes out, and writes the one line.
 */
export function front(settings: FrontSettings): Step {
  return (req, res, arrival, next) => {
    const began = Date.now();
    const started = performance.now();
    const { id: requestId, parent } = arrival;
    const trace = beginTrace(arrival.destination.kind, { parent, requestId });
    settleHeaders(req, arrival, settings);
    dressResponse(res, arrival, settings);
    res.once("close", () =>
      within(trace, () => {
        const ms = performance.now() - started;
        tellRequest(trace, began, writeLine(req, res, arrival, ms, trace));
      }),
    );
    return within(trace, async () => next()).catch((error: unknown) => {
      log.error({ err: error, requestId }, "the request failed outside the app");
      if (res.headersSent) return void res.destroy();
      res.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      res.end(`Something went wrong. Request ${requestId}.\n`);
    });
  };
}

/** How React's development client finds its debug channel. */
const DEVELOPMENT_REQUEST = /^x-nextjs-(html-)?request-id$/;

function settleHeaders(
  { headers }: IncomingMessage,
  { id, host, destination, client }: Arrival,
  { scheme, development }: FrontSettings,
): void {
  for (const name of Object.keys(headers))
    if (INTERNAL_REQUEST.test(name) && !(development && DEVELOPMENT_REQUEST.test(name)))
      delete headers[name];
  headers.host = host ?? "";
  headers["x-forwarded-host"] = host ?? "";
  headers["x-forwarded-proto"] = scheme;
  headers["x-forwarded-for"] = client;
  headers["x-swingtag-request"] = id;
  headers["x-swingtag-client"] = client;
  headers[DESTINATION] = writeDestination(destination);
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
    const headers = isStudio(arrival) ? { ...ALWAYS, ...IN_STUDIO } : ALWAYS;
    for (const [name, value] of Object.entries(headers))
      if (!res.hasHeader(name)) res.setHeader(name, value);
    if (scheme === "https")
      res.setHeader("strict-transport-security", "max-age=63072000; includeSubDomains");
    writeHead.apply(res, args);
    // Next sets another status after its answer has gone; what went out is what the line tells.
    const { statusCode } = res;
    Object.defineProperty(res, "statusCode", { get: () => statusCode, set() {} });
    return res;
  };
  Object.defineProperty(res, "writeHead", { value: dressed, configurable: true, writable: true });
}

function isStudio({ destination, pathname }: Arrival): boolean {
  return destination.kind === "site" && /^\/studio(?:\/|$)/.test(pathname);
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
  const path = arrival.pathname.slice(0, 500);
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
  return { method: req.method ?? "", path, status, ms };
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
