import { SESSION_COOKIE } from "@/base/cookies";
import { env } from "@/base/env";
import { destinationOf } from "@/base/host";
import { readSchema } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { poolOf } from "@/db/pools";
import { settingsOf, type Tenant } from "@/db/scope";
import type { Arrival } from "@/front/arrival";
import { ALONE, QUEUE, SHARED } from "@/front/flood";
import { isPublicPage, keyOf } from "@/front/page-cache";
import { pathOf } from "@/front/path";
import { freshnessOf } from "@/server/access/freshness";
import { MEMBER_RATE } from "@/server/access/rate";
import { lookUp } from "@/server/access/tenants";
import type { DatabaseRole, Explanation, Placement } from "./explanation";
import { answerOf, nameWithout, nowhere, refusedName, wordOf } from "./names";

/**
 * Follows an address as a request would: host → destination → name → tenant → placement → role → settings →
 * cache keys → limits. Opens a connection to the tenant's database as the app does, and asks as which role it
 * is connected.
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

/** Leaves the host as typed, so that a malformed host gets the answer that the app would give. */
function placeOf(asked: string): { host: string; path: string } {
  const [, host = "", path = ""] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^#]*)/i.exec(asked) ?? [];
  const target = path.startsWith("/") ? path : `/${path}`;
  return { host, path: pathOf(target) ?? target };
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

/** Asks through the app's own pool, so that an error that stops the app is shown in the same words. */
async function roleOf(tenant: Tenant): Promise<DatabaseRole> {
  try {
    const pool = await poolOf(tenant.database);
    const connection = await pool.take(3000);
    try {
      await connection.sql.unsafe(`begin read only; ${settingsOf(tenant, { kind: "visitor" })}`);
      const [row] = await connection.sql<
        Omit<Extract<DatabaseRole, { reached: true }>, "reached">[]
      >`
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
