import type { IncomingMessage, ServerResponse } from "node:http";
import type { DatabaseFault } from "./fault-code.ts";
import { shared } from "./shared.ts";

/** What the front asks of the app, which Next bundles apart. Whole, from the moment that the app can serve. */
export interface AppSide {
  /** The key of a site's public pages as they are now, or null where nothing may be kept. */
  freshness(site: string): Promise<string | null>;
  /** Begins to read that key beside the doorstep's question, which it waits for otherwise. */
  foresee(site: string): void;
  /** The tenant that has the site's name now, or null where nothing may be kept. */
  holder(site: string): Promise<string | null>;
  /** What a site's host answers in the app's place, or null where the app answers. */
  doorstep(site: string, arriving: Arriving): Promise<Doorstep | null>;
  /** Whether a site's name stands or stood for a tenant, so that its host may have a certificate. */
  knows(site: string): Promise<boolean>;
  /** The stack that answers for a site, or null where this process does. */
  stackOf(site: string): Promise<StackAt | null>;
  /** Answers the platform's requests for files; outside of a stack each is refused. */
  files(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** A script or style of whichever version, by what follows `/_next/static/`. */
  asset(path: string): Promise<Asset | null>;
  /** Asks the platform's database. @throws where that does not answer */
  probe(): Promise<void>;
  /** Lets the jobs of this process end, where it runs any, and says that it is gone. */
  stop(): Promise<void>;
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

/** Where a site's requests go. */
export interface StackAt {
  readonly name: string;
  /** `http://host:port`, or empty where it does not stand yet. */
  readonly origin: string;
}

/** A script or style of a build. */
export interface Asset {
  /** Its media type. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What the app knows of a running request, for its line in the log and its error page. */
export interface RequestNotes {
  tenant?: string;
  actor?: string;
  /** The form that was sent is broken, which is no fault of ours. */
  unreadable?: boolean;
  /** The client has asked for such a thing too often; whole seconds until it may again. */
  wait?: number;
  /** A database could not be asked during this request. */
  fault?: DatabaseFault;
  /** The front makes a document of the page, and puts in what was printed apart from it. */
  document?: { printed?: string };
  /** The fields of a form that was sent to a public page, which the app makes as for a GET. */
  posted?: Readonly<Record<string, string>>;
  /** How the front answers such a form: with a status, or by leading on to a path of the site. */
  answer?: { readonly status: number; readonly location?: string };
}

/** What the front and the app tell each other. */
export interface Bridge {
  /** Null while the app is starting. */
  readonly app: AppSide | null;
  /** The same, for whoever waits until it has started; the app's own answers wait as long. */
  readonly started: Promise<AppSide>;
  /** By the request's id. */
  readonly notes: Map<string, RequestNotes>;
  /**
   * Prints elements as HTML, once for a document and without data for a runtime. Set by the front, because Next keeps
   * React's printer from the pages' own side.
   */
  print?(elements: unknown): string;
  /** Called once, by the app. */
  start(app: AppSide): void;
}

export function bridge(): Bridge {
  return shared("bridge", begun);
}

function begun(): Bridge {
  const { promise, resolve } = Promise.withResolvers<AppSide>();
  let app: AppSide | null = null;
  return {
    get app() {
      return app;
    },
    started: promise,
    notes: new Map(),
    start(side) {
      app = side;
      resolve(side);
    },
  };
}
