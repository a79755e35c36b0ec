import type { Destination } from "@/base/host";
import type { Tenant } from "@/db/scope";
import type { QUEUE } from "@/front/flood";

/** How an address resolves, link by link, as the running code resolves it. */
export interface Explanation {
  readonly asked: string;
  readonly host: string;
  readonly path: string;
  readonly destination: Destination["kind"];
  /** What the first label of the host is; null if the host belongs to no site. */
  readonly name: Name | null;
  /** What a visitor is answered, in words. */
  readonly answer: string;
  readonly tenant: Pick<Tenant, "id" | "slug" | "state" | "confirmed"> | null;
  readonly placement: Placement | null;
  readonly role: DatabaseRole | null;
  /** The statements that each transaction of a visitor and of a member begins with. */
  readonly settings: { readonly visitor: string; readonly member: string } | null;
  readonly cache: Cache | null;
  readonly limits: Limits | null;
}

/** Where the first word of a host stands. */
export interface Name {
  readonly name: string;
  readonly kind: "tenant" | "former" | "reserved" | "malformed" | "resting" | "free";
  /** The present name, where this is a former one. */
  readonly now?: string;
}

/** Where a site lives. */
export interface Placement {
  readonly kind: Tenant["placement"];
  readonly database: string;
  /** `host:port`, or empty for the platform's own server. */
  readonly server: string;
  readonly generation: number;
  readonly schemaVersion: string;
  /** The version this code wants. */
  readonly wanted: string;
}

/** What the database itself says of the login that the app uses there. */
export type DatabaseRole =
  | {
      readonly reached: true;
      readonly name: string;
      readonly bypasses: boolean;
      readonly tenantId: string;
      readonly audience: string;
      readonly statementTimeout: string;
      readonly lockTimeout: string;
      readonly idleTimeout: string;
    }
  | { readonly reached: false; readonly why: string };

interface Cache {
  /** The key of this page for visitors without a session; null where it is rendered for each. */
  readonly page: string | null;
}

interface Limits {
  /** Requests of this host that are worked on at once, and that may wait: alone, and while others ask too. */
  readonly requests: {
    readonly alone: number;
    readonly shared: number;
    readonly queue: typeof QUEUE;
  };
  readonly connectionsToDatabase: number;
  readonly connectionsOfProcess: number;
  /** Changes by one member. */
  readonly memberChanges: { readonly limit: number; readonly seconds: number };
}
