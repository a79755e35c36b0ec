import { env } from "@/base/env";
import type { Placement, TenantState } from "./platform/states";
import { type DatabaseAddress, poolOf } from "./pools";
import type { Role } from "./tenant/roles";
import type { Audience } from "./tenant/seen-by";
import { type Reads, readTogether, type Writes, writeTogether } from "./transaction";

/** Not exported, so that nothing outside this file can make a ReadTx or a WriteTx. */
const held: unique symbol = Symbol("held in a scope");

/** A transaction of one tenant that reads. Holding it is the permission; nobody passes a tenant's id. */
export type ReadTx = Reads & { readonly [held]: true; readonly actor: Actor };

/** A transaction of one tenant that writes. It serves wherever a ReadTx is asked for. */
export type WriteTx = Writes & ReadTx;

/** Who acts in a scope. */
export type Actor =
  | { readonly kind: "visitor" }
  /** Somebody about to sign in. Sees who there is to sign in, and of the collection what visitors see. */
  | { readonly kind: "sign-in"; readonly reason: string }
  | { readonly kind: "member"; readonly id: string; readonly role: Role }
  | { readonly kind: "system"; readonly reason: string };

/** A tenant and where it lives, as the platform knows it. */
export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly state: TenantState;
  readonly confirmed: boolean;
  readonly placement: Placement;
  readonly database: DatabaseAddress;
  /** The stack to which the platform forwards this tenant's requests. Not set inside the stack itself. */
  readonly stack?: { readonly name: string; readonly origin: string };
}

/** The permission to touch one tenant's data. */
export interface Scope {
  readonly tenant: Tenant;
  readonly actor: Actor;
  /** Independent queries, READ ONLY, in one network round trip; see `readTogether`. */
  read<T>(work: (tx: ReadTx) => T | Promise<T>): Promise<Awaited<T>>;
  /** An ordinary transaction: commits when `work` resolves, rolls back when it throws. */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>;
}

/**
 * The one door to a tenant's data. The check of imports names who may open it; everyone else asks
 * `server/access.ts` for a Scope.
 */
export function openScope(tenant: Tenant, actor: Actor): Scope {
  const settings = settingsOf(tenant, actor);
  return {
    tenant,
    actor,
    async read<T>(work: (tx: ReadTx) => T | Promise<T>): Promise<Awaited<T>> {
      const pool = await poolOf(tenant.database);
      return await readTogether(
        pool,
        settings,
        async (tx) => work({ ...tx, actor, [held]: true }),
        tenant.id,
      );
    },
    async write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
      const pool = await poolOf(tenant.database);
      return writeTogether(
        pool,
        `${settings}; select begin_write()`,
        (tx) => work({ ...tx, actor, [held]: true }),
        tenant.id,
      );
    },
  };
}

const AUDIENCES: Readonly<Record<Actor["kind"], Audience>> = {
  visitor: "visitors",
  "sign-in": "sign-in",
  member: "members",
  system: "members",
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The statements that set the tenant and audience of a transaction. Nothing else decides which rows it sees. */
export function settingsOf({ id }: Pick<Tenant, "id">, { kind }: Pick<Actor, "kind">): string {
  if (!UUID.test(id)) throw new Error("A tenant's id is a UUID in lower case.");
  const audience = AUDIENCES[kind];
  const said = `set local app.tenant_id = '${id}'; set local app.audience = '${audience}'`;
  // The policies read this cursor on servers where a query could change the settings; see guard.sql.
  const pinned = `declare "tenant ${id} ${audience}" no scroll cursor without hold for select`;
  return env().DATABASE_GUARD === "managed" ? `${said}; ${pinned}` : said;
}
