import type { IncomingMessage, ServerResponse } from "node:http";
import type { DatabaseFault } from "./fault-code.ts";
import { shared } from "./shared.ts";

/**
 * What the HTTP front and the app tell each other. They are two module graphs in one process (the app's is
 * bundled), so they meet on `globalThis`.
 */
export interface Bridge {
  /** Set by the app: the freshness key of a site's public pages, or null where nothing may be cached. */
  freshness: ((site: string) => Promise<string | null>) | null;
  /** Set by the app: what a site's host answers in the app's place, or null where the app answers. */
  doorstep: ((site: string, arriving: Arriving) => Promise<Doorstep | null>) | null;
  /** Set by the app: whether a site's name stands or stood for a tenant, so that its host may have a certificate. */
  knows: ((site: string) => Promise<boolean>) | null;
  /** Set by the app: the stack that answers for a site, or null where this process does. */
  stackOf: ((site: string) => Promise<{ name: string; origin: string } | null>) | null;
  /** Set by the app: answers a request for files, in a stack. */
  files: ((req: IncomingMessage, res: ServerResponse) => Promise<void>) | null;
  /** Set by the app when it runs jobs too: lets them end. */
  stopWorker: (() => Promise<void>) | null;
  /** Set by the app: a script or style of whichever version, by what follows `/_next/static/`. */
  asset: ((path: string) => Promise<Asset | null>) | null;
  /** Set by the app when it can serve: asks the platform database, and throws where that does not answer. */
  probe: (() => Promise<void>) | null;
  /** What the app knows of a running request, for its line in the log. */
  readonly notes: Map<string, RequestNotes>;
}

/** A script or style of a build. */
export interface Asset {
  /** Its media type. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Who stands at a site's host. */
export interface Arriving {
  /** As asked for, with its query. */
  readonly path: string;
  /** The session's token where a browser asks for a page, or null. */
  readonly session: string | null;
}

/** `moved`: for everyone and good for a year. `crossing`: for this browser, once. */
export type Doorstep =
  | { readonly kind: "moved" | "crossing"; readonly to: string }
  | { readonly kind: "closed" | "gone" };

export interface RequestNotes {
  tenant?: string;
  actor?: string;
  /** A database could not be asked during this request. */
  fault?: DatabaseFault;
}

export function bridge(): Bridge {
  return shared(
    "bridge",
    (): Bridge => ({
      freshness: null,
      doorstep: null,
      knows: null,
      stackOf: null,
      files: null,
      stopWorker: null,
      asset: null,
      probe: null,
      notes: new Map(),
    }),
  );
}
