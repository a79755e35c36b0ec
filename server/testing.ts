import { vi } from "vitest";
import { SESSION_COOKIE } from "@/base/cookies";
import { env } from "@/base/env";
import { DESTINATION, destinationOf, writeDestination } from "@/base/host";

/** What a browser sends with a request, as far as the server side looks at it. */
export interface Sent {
  /** The Host header, port included. */
  readonly host: string;
  /** The Origin header; null when there is none. */
  readonly origin: string | null;
  /** The session's token; null when the browser holds none. */
  readonly session?: string | null;
  readonly client?: string;
}

/** The id that `send` gives every request. */
export const REQUEST_ID = "request-of-the-test";

let incoming = new Headers();
const jar = new Map<string, string>();
let later: (() => unknown)[] = [];

/** Makes this the running request of the code under test, with what the front settles about it. */
export function send({ host, origin, session = null, client = "192.0.2.1" }: Sent): void {
  incoming = new Headers({
    host,
    "x-swingtag-request": REQUEST_ID,
    "x-swingtag-client": client,
    [DESTINATION]: writeDestination(destinationOf(host, env().BASE_DOMAIN)),
  });
  if (origin !== null) incoming.set("origin", origin);
  jar.clear();
  if (session !== null) jar.set(SESSION_COOKIE, session);
  later = [];
}

/** Runs what the code under test has scheduled for after the response. */
export async function afterResponse(): Promise<void> {
  for (const work of later.splice(0)) await work();
}

/** The session's token that the browser holds now, or null. */
export function heldSession(): string | null {
  return jar.get(SESSION_COOKIE) ?? null;
}

/** Stands in for `next/headers`: `vi.mock("next/headers", async () => (await import("./testing")).nextHeaders)`. */
export const nextHeaders = {
  headers: async () => incoming,
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    has: (name: string) => jar.has(name),
    set: (name: string, value: string) => jar.set(name, value),
  }),
};

/** Stands in for `next/cache`. */
export const nextCache = { refresh: vi.fn() };

/** Stands in for `next/server`. */
export const nextServer = { after: (work: () => unknown) => void later.push(work) };
