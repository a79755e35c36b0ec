import { SESSION_COOKIE } from "@/base/cookies";
import { addressOf, env } from "@/base/env";
import { type Destination, destinationOf, RESERVED_NAMES } from "@/base/host";
import { readSchema } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { isKeptFrom } from "@/db/platform/queries/names";
import { poolOf } from "@/db/pools";
import { settingsOf, type Tenant } from "@/db/scope";
import type { Arrival } from "@/front/arrival";
import { ALONE, QUEUE, SHARED } from "@/front/flood";
import { isPublicPage, keyOf } from "@/front/page-cache";
import { pathOf } from "@/front/path";
import { doorstepOf } from "@/server/access/former";
import { freshnessOf } from "@/server/access/freshness";
import { MEMBER_RATE } from "@/server/access/rate";
import { lookUp } from "@/server/access/tenants";
import { nameProblem } from "@/server/life/names";

/** How an address resolves, link by link, as the running code resolves it. */
export interface Explanation {
  readonly asked: string;
  readonly host: string;
  readonly path: string;
  readonly destination: Destination["kind"];
  /** Where the host's first word stands; null where the host belongs to no site. */
  readonly name: Name | null;
  /** What a visitor is answered, in words. */
  readonly answer: string;
  readonly tenant: Pick<Tenant, "id" | "slug" | "state" | "confirmed"> | null;
  readonly placement: Placement | null;
  readonly role: Role | null;
  /** The statements that each transaction of a visitor and of a member begins with. */
  readonly settings: { readonly visitor: string; readonly member: string } | null;
  readonly cache: Cache | null;
  readonly limits: Limits | null;
}

interface Name {
  readonly name: string;
  readonly kind: "tenant" | "former" | "reserved" | "malformed" | "resting" | "free";
  /** The present name, where this is a former one. */
  readonly now?: string;
}

interface Placement {
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
type Role =
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

/**
 * Follows an address as a request would: host → destination → name → tenant → placement → role → settings →
 * cache keys → limits. Opens a connection to the tenant's database as the app does and asks it who is there.
 * @param asked a URL, a host, or a host with a path
 */
export async function explain(asked: string): Promise<Explanation> {
  const { host, path } = placeOf(asked);
  const destination = destinationOf(host, env().BASE_DOMAIN);
  const nothing = { tenant: null, placement: null, role: null, settings: null, cache: null };
  const base = { asked, host, path, destination: destination.kind, limits: null, ...nothing };
  if (destination.kind === "www")
    return { ...base, name: null, answer: "The marketing site and the sign-up." };
  if (destination.kind === "operator")
    return { ...base, name: null, answer: "The operators' console." };
  const word = wordOf(host);
  if (destination.kind === "nothing")
    return { ...base, name: refusedName(word), answer: await nowhere(host, word) };
  const { tenant, former } = await lookUp(destination.name);
  const answer = await answerOf(destination.name, path, tenant);
  if (!tenant) return { ...base, name: await nameWithout(destination.name, former?.slug), answer };
  return {
    ...base,
    name: { name: destination.name, kind: "tenant" },
    answer,
    tenant: { id: tenant.id, slug: tenant.slug, state: tenant.state, confirmed: tenant.confirmed },
    placement: await placementOf(tenant),
    role: await roleOf(tenant),
    settings: {
      visitor: settingsOf(tenant, { kind: "visitor" }),
      member: settingsOf(tenant, { kind: "system" }),
    },
    cache: { page: await pageKey({ host, destination, path }) },
    limits: {
      requests: { alone: ALONE, shared: SHARED, queue: QUEUE },
      connectionsToDatabase: env().DATABASE_CONNECTIONS,
      connectionsOfProcess: env().DATABASE_CONNECTIONS_TOTAL,
      memberChanges: MEMBER_RATE,
    },
  };
}

/** The host stays as typed: what a Host header may not hold is answered as the app answers it. */
function placeOf(asked: string): { host: string; path: string } {
  const [, host = "", path = ""] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^#]*)/i.exec(asked) ?? [];
  return { host, path: pathOf(path) };
}

function wordOf(host: string): string | null {
  const bare = host.toLowerCase().replace(/\.?(:\d+)?$/, "");
  const { BASE_DOMAIN } = env();
  return bare.endsWith(`.${BASE_DOMAIN}`) ? bare.slice(0, -BASE_DOMAIN.length - 1) : null;
}

function refusedName(word: string | null): Name | null {
  if (word === null) return null;
  return { name: word, kind: RESERVED_NAMES.has(word) ? "reserved" : "malformed" };
}

async function nowhere(host: string, word: string | null): Promise<string> {
  if (word !== null) return `Not found. ${nameProblem(word) ?? "This can't be a name."}`;
  const { BASE_DOMAIN } = env();
  if (nameProblem(host) === null && (await lookUp(host)).tenant)
    return `Not found. A site's address is ${host}.${BASE_DOMAIN}; ask for that.`;
  return `Not found. The host is neither ${BASE_DOMAIN} nor below it.`;
}

async function nameWithout(name: string, now: string | undefined): Promise<Name> {
  if (now) return { name, kind: "former", now };
  const kept = await platform.read((tx) => isKeptFrom(tx, name, null));
  return { name, kind: kept ? "resting" : "free" };
}

async function answerOf(site: string, path: string, tenant: Tenant | null): Promise<string> {
  const doorstep = await doorstepOf(site, { path, session: null });
  if (doorstep?.kind === "closed") return "A page that says the site is closed for now.";
  if (doorstep?.kind === "gone") return "A page that says the site was deleted.";
  if (doorstep && "to" in doorstep) return `A redirect to ${doorstep.to}.`;
  if (!tenant) return `Not found: nobody has this name. It is ${addressOf(site)} once it is taken.`;
  if (tenant.state !== "active") return `Not found: the site is ${tenant.state}.`;
  if (!tenant.confirmed)
    return "Not found for everyone but its members: its owner has yet to follow the mailed link.";
  return "The site.";
}

async function placementOf({ placement, database }: Tenant): Promise<Placement> {
  const row = await platform.read((tx) => findDatabase(tx, database.name));
  return {
    kind: placement,
    database: database.name,
    server: database.server,
    generation: database.generation,
    schemaVersion: row?.schemaVersion ?? "",
    wanted: (await readSchema("tenant")).version,
  };
}

/** Through the app's own pool: whatever keeps the app out is said here in the same words. */
async function roleOf(tenant: Tenant): Promise<Role> {
  try {
    const pool = await poolOf(tenant.database);
    const connection = await pool.take(3000);
    try {
      await connection.sql.unsafe(`begin read only; ${settingsOf(tenant, { kind: "visitor" })}`);
      const [row] = await connection.sql<Omit<Extract<Role, { reached: true }>, "reached">[]>`
        select current_user as name, (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
          current_setting('app.tenant_id') as "tenantId", current_setting('app.audience') as audience,
          current_setting('statement_timeout') as "statementTimeout", current_setting('lock_timeout') as "lockTimeout",
          current_setting('idle_in_transaction_session_timeout') as "idleTimeout"`;
      await connection.sql.unsafe("commit");
      return row
        ? { reached: true, ...row }
        : { reached: false, why: "The database said nothing." };
    } finally {
      pool.giveBack(connection);
    }
  } catch (error) {
    return { reached: false, why: error instanceof Error ? error.message : String(error) };
  }
}

async function pageKey(
  asked: Pick<Arrival, "host" | "destination" | "path">,
): Promise<string | null> {
  const request = { method: "GET", headers: {} };
  if (!isPublicPage(request, asked)) return null;
  return keyOf(request, asked, { freshness: freshnessOf, sessionCookie: SESSION_COOKIE });
}
