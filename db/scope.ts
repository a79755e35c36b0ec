import { randomUUID } from "node:crypto";
import { env } from "@/base/env";
import { UUID } from "@/base/uuid";
import type { Placement, TenantState } from "./platform/states";
import { type DatabaseAddress, poolOf } from "./pools";
import type { Role } from "./tenant/roles";
import { type Audience, HOLDER } from "./tenant/seen-by";
import { type Reads, readTogether, type Writes, writeTogether } from "./transaction";

/** Not exported, so that nothing outside this file can make a ReadTx or a WriteTx. */
const held: unique symbol = Symbol("held in a scope");

/** A transaction of one tenant that reads. Holding it is the permission; nobody passes a tenant's id. */
export type ReadTx = Reads & { readonly [held]: true; readonly actor: Actor };

/** A transaction of one tenant that writes. It serves wherever a ReadTx is asked for. */
export type WriteTx = Writes &
  ReadTx & {
    /** The change set under which the history keeps what it changes; with no change there is none. */
    readonly changeSet: string;
  };

/** Who acts in a scope. */
export type Actor =
  | { readonly kind: "visitor" }
  /** A visitor who writes to the owners: sees what visitors see, and adds one message. */
  | { readonly kind: "sender" }
  /** Somebody about to sign in. Sees who there is to sign in, and of the collection what visitors see. */
  | { readonly kind: "sign-in"; readonly reason: string }
  /** Whoever holds the token of a share, by the token's digest. Sees what visitors see, and what is shared so. */
  | { readonly kind: "holder"; readonly digest: string }
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
  /**
   * The same scope for one action, as the history calls it, such as `save item`.
   * @param changeSet joins all its transactions to one change set, so that work in several is taken back as one
   */
  during(action: string, changeSet?: string): Scope;
}

/**
 * The one door to a tenant's data. The check of imports names who may open it; everyone else asks
 * `server/access.ts` for a Scope.
 */
export function openScope(tenant: Tenant, actor: Actor): Scope {
  return scopeFor(tenant, actor, actionOf(actor));
}

function scopeFor(tenant: Tenant, actor: Actor, action: string, joined?: string): Scope {
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
      const changeSet = joined ?? randomUUID();
      return writeTogether(
        pool,
        `${settings}; ${authorship(actor, action, changeSet)}; select begin_write()`,
        (tx) => work({ ...tx, actor, changeSet, [held]: true }),
        tenant.id,
      );
    },
    during: (named, changeSet) => scopeFor(tenant, actor, named, changeSet),
  };
}

/** What the site does by itself is called by its reason. */
function actionOf(actor: Actor): string {
  return actor.kind === "system" || actor.kind === "sign-in" ? actor.reason : "";
}

/** The statements from which triggers write who changed something, and by which action; see history.sql. */
function authorship(actor: Actor, action: string, changeSet: string): string {
  const member = actor.kind === "member" ? actor.id : "";
  if (!UUID.test(changeSet) || (member && !UUID.test(member)))
    throw new Error("An id is a UUID in lower case.");
  const word = action.replace(/[^a-z0-9 -]/gi, "");
  return `set local app.change_set = '${changeSet}'; set local app.member_id = '${member}'; set local app.action = '${word}'`;
}

type Named = Extract<Actor, { kind: "holder" | "member" }>;

const AUDIENCES: Readonly<Record<Exclude<Actor, Named>["kind"], Audience>> = {
  visitor: "visitors",
  sender: "senders",
  "sign-in": "sign-in",
  system: "members",
};

/**
 * The statements that set the tenant and audience of a transaction. Nothing else decides which rows it sees.
 * @param isPinned whether a cursor says them too, which policies read on servers where a query could change the settings;
 *   see guard.sql
 */
export function settingsOf(
  { id }: Pick<Tenant, "id">,
  actor: Pick<Exclude<Actor, Named>, "kind"> | Named,
  isPinned = env().DATABASE_GUARD === "managed",
): string {
  if (!UUID.test(id)) throw new Error("A tenant's id is a UUID in lower case.");
  const audience = audienceOf(actor);
  const said = `set local app.tenant_id = '${id}'; set local app.audience = '${audience}'`;
  const pinned = `declare "tenant ${id} ${audience}" no scroll cursor without hold for select`;
  return isPinned ? `${said}; ${pinned}` : said;
}

function audienceOf(actor: Parameters<typeof settingsOf>[1]): Audience {
  if (actor.kind === "holder") return holderOf(actor);
  if (actor.kind === "member") return actor.role === "viewer" ? "viewers" : "members";
  return AUDIENCES[actor.kind];
}

function holderOf({ digest }: { readonly digest: string }): Audience {
  if (!HOLDER.test(`~${digest}`)) throw new Error("This is no digest of a share.");
  return `~${digest}`;
}
