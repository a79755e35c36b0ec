import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { StackAt } from "../base/bridge.ts";
import { siteNameOf } from "../base/host.ts";
import { log } from "../base/log.ts";
import { forwardedFields, PASS, signPass } from "../base/pass.ts";
import { tellFault } from "../base/telemetry/told.ts";
import { currentParent } from "../base/telemetry/trace.ts";
import type { Arrival } from "./arrival.ts";
import type { Step } from "./steps.ts";

export interface ForwardSettings {
  readonly scheme: "http" | "https";
  /** The stack of a site, or null where this process answers for it. */
  readonly stackOf: (site: string) => Promise<StackAt | null>;
  /** The key with which a stack checks our passes; see `passKey`. */
  readonly keyOf: (stack: string) => Buffer;
  /** Answers in the place of a stack that does not. */
  readonly away: (res: ServerResponse, arrival: Arrival) => void;
  /** How long a stack may take to be reached, and to begin its answer, in milliseconds. */
  readonly patience?: { readonly connect: number; readonly answer: number };
}

/** Headers that belong to one connection (RFC 9110 §7.6.1), and those that were handled here. */
const HOP = new Set(
  "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade expect".split(
    " ",
  ),
);

/** Connections that stay open, each for one request at a time. */
const keeping = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 16 });

/**
 * Forwards requests of a site to its stack, unread and uncached. Stands behind the doorstep, so that closed and
 * former addresses never reach the stack. Repeats a request only if that is safe and a kept connection turned
 * out to be dead. See docs/decisions/stack.md.
 */
export function forward(settings: ForwardSettings): Step {
  const known = new Map<string, StackAt>();
  return async (req, res, arrival, next) => {
    const site = siteNameOf(arrival.destination);
    const stack = site && (await find(site));
    if (!stack) return next();
    if (!stack.origin) return settings.away(res, arrival);
    await passOn(req, res, arrival, stack, settings);
  };

  /**
   * While the platform's database is away, the stack's last known address is used, because the stack does not
   * need that database.
   */
  async function find(site: string): Promise<StackAt | null> {
    try {
      const stack = await settings.stackOf(site);
      if (known.size > 10_000) known.clear();
      if (stack) known.set(site, stack);
      else known.delete(site);
      return stack;
    } catch (error) {
      tellFault(error, { site }, "the stack was not looked for");
      return known.get(site) ?? null;
    }
  }
}

async function passOn(
  req: IncomingMessage,
  res: ServerResponse,
  arrival: Arrival,
  stack: StackAt,
  settings: ForwardSettings,
): Promise<void> {
  const safe = (req.method === "GET" || req.method === "HEAD") && !hasBody(req);
  try {
    await exchange(req, res, arrival, stack, settings, safe ? keeping : false);
  } catch (error) {
    if (safe && error instanceof Unanswered && error.reused && !res.headersSent && !res.destroyed)
      return exchange(req, res, arrival, stack, settings, false).catch((again: unknown) =>
        giveUp(again),
      );
    giveUp(error);
  }

  function giveUp(error: unknown): void {
    if (res.destroyed) return;
    log.warn({ err: error, requestId: arrival.id, stack: stack.name }, "the stack did not answer");
    if (res.headersSent) res.destroy();
    else settings.away(res, arrival);
  }
}

/** No answer came. */
class Unanswered extends Error {
  override readonly name = "Unanswered";
  /** Whether the connection had served another request before. */
  readonly reused: boolean;

  constructor(cause: unknown, reused: boolean) {
    super("The stack did not answer.", { cause });
    this.reused = reused;
  }
}

/** Resolves when the answer has been passed on whole, or whoever asked has left. */
function exchange(
  req: IncomingMessage,
  res: ServerResponse,
  arrival: Arrival,
  stack: StackAt,
  settings: ForwardSettings,
  agent: Agent | false,
): Promise<void> {
  const { connect, answer } = settings.patience ?? { connect: 3000, answer: 65_000 };
  return new Promise((resolve, reject) => {
    const parent = currentParent();
    const { host, client, id } = { ...arrival, host: arrival.host ?? "" };
    const sent = request(new URL(stack.origin), {
      method: req.method,
      path: arrival.path,
      agent,
      setHost: false,
      headers: headersOf(req, {
        host,
        "x-forwarded-host": host,
        "x-forwarded-for": client,
        "x-forwarded-proto": settings.scheme,
        "x-swingtag-request": id,
        ...(parent && { traceparent: parent }),
        [PASS]: signPass(settings.keyOf(stack.name), forwardedFields(req, { host, client, id })),
      }),
    });
    let timer = setTimeout(() => sent.destroy(new Error("It could not be reached.")), connect);
    const wait = () => {
      clearTimeout(timer);
      // A body that still comes may take its time; silence may not.
      timer = setTimeout(() => sent.destroy(new Error("It says nothing.")), answer);
    };
    sent.once("socket", (socket) => {
      if (socket.connecting) socket.once("connect", wait);
      else wait();
    });
    const left = () => {
      clearTimeout(timer);
      sent.destroy();
      resolve();
    };
    res.once("close", left);
    const fail = (error: Error) => {
      clearTimeout(timer);
      res.off("close", left);
      reject(new Unanswered(error, sent.reusedSocket));
    };
    sent.on("error", fail);
    sent.once("upgrade", (_, socket) => {
      socket.destroy();
      fail(new Error("It would speak another protocol, and nothing here does."));
    });
    sent.once("response", (back) => {
      clearTimeout(timer);
      copyHead(back, res);
      pipeline(back, res, (error) => {
        res.off("close", left);
        if (error) res.destroy();
        resolve();
      });
    });
    if (!hasBody(req)) return sent.end();
    req.on("data", () => timer.refresh());
    pipeline(req, sent, () => {});
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** The headers for the other end. The front has already dropped those that only Swingtag may set. */
function headersOf(
  { headers }: IncomingMessage,
  ours: Readonly<Record<string, string>>,
): Record<string, string | string[]> {
  const hops = hopsIn(headers.connection);
  const passed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !hops.has(name)) passed[name] = value;
  return { ...passed, ...ours };
}

function copyHead(back: IncomingMessage, res: ServerResponse): void {
  const hops = hopsIn(back.headers.connection);
  for (const [name, value] of Object.entries(back.headers))
    if (value !== undefined && !hops.has(name)) res.setHeader(name, value);
  res.writeHead(back.statusCode ?? 502);
}

/** The headers of one connection alone: the known ones and those that it names. */
function hopsIn(connection: string | undefined): ReadonlySet<string> {
  const named = (connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  return new Set([...HOP, ...named]);
}
