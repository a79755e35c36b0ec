import postgres from "postgres";
import { env, rolePassword } from "@/server/env";

export type Sql = postgres.Sql<{ date: unknown; json: unknown }>;

/** Where a database is: its name, and `host:port` of its server, empty for the platform's own server. */
export interface DatabaseAddress {
  readonly name: string;
  readonly server: string;
}

/** Connections to one database as its runtime role. */
export interface Pool {
  readonly sql: Sql;
  readonly address: DatabaseAddress;
}

const pools = new Map<string, Promise<Pool>>();

/**
 * The pool of a database, opened on first use. The first connection proves that the role is a runtime
 * role; a pool whose role could step around row-level security is never handed out.
 */
export function poolOf(address: DatabaseAddress): Promise<Pool> {
  const key = `${address.server}/${address.name}`;
  const open = pools.get(key);
  if (open) return open;
  const opening = openPool(address);
  pools.set(key, opening);
  opening.catch(() => pools.delete(key));
  return opening;
}

/** Closes every pool of this process, letting running transactions end for up to 5 seconds. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  const settled = await Promise.allSettled(open);
  await Promise.all(
    settled.map((pool) => pool.status === "fulfilled" && pool.value.sql.end({ timeout: 5 })),
  );
}

async function openPool(address: DatabaseAddress): Promise<Pool> {
  const sql = connect(address);
  try {
    await refusePowerfulRole(sql);
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  return { sql, address };
}

const asText = (value: unknown) => value;
const momentAsText = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
const jsonAsText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

function connect({ name, server }: DatabaseAddress): Sql {
  const { DATABASE_URL, DATABASE_POOLER, DATABASE_CONNECTIONS, instance } = env();
  const url = new URL(server ? `postgres://${server}` : DATABASE_URL);
  return postgres({
    host: url.hostname,
    port: Number(url.port || 5432),
    database: name,
    username: name,
    password: rolePassword(name),
    ssl: url.searchParams.get("sslmode") === "require" ? "require" : false,
    max: DATABASE_CONNECTIONS,
    prepare: DATABASE_POOLER === "none",
    idle_timeout: 60,
    connect_timeout: 5,
    max_lifetime: 60 * 30,
    connection: { application_name: `swingtag ${instance}`.slice(0, 63) },
    fetch_types: false,
    onnotice: () => {},
    types: {
      // Drizzle maps dates and JSON itself and wants them as Postgres wrote them; mapped twice, an object
      // would be stored as a JSON string.
      date: { to: 1184, from: [1082, 1083, 1114, 1184], serialize: momentAsText, parse: asText },
      json: { to: 114, from: [114, 3802], serialize: jsonAsText, parse: asText },
    },
  });
}

/**
 * Refuses a login that could reach around the policies.
 * @throws Error naming what is wrong and what to do
 */
export async function refusePowerfulRole(sql: Sql): Promise<void> {
  const [role] = await sql<
    { name: string; powerful: boolean; owns: boolean; sets: boolean; tenants: boolean }[]
  >`
    select current_user as name,
      (select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as powerful,
      exists (select 1 from pg_class where relnamespace = 'public'::regnamespace
        and pg_has_role(current_user, relowner, 'member')) as owns,
      has_function_privilege('pg_catalog.set_config(text,text,boolean)', 'execute') as sets,
      exists (select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relname = 'site' and a.attname = 'tenant_id') as tenants`;
  if (!role) throw new Error("The database did not say which role this is.");
  if (role.powerful)
    throw new Error(
      `The role ${role.name} is a superuser or may bypass row-level security. Run the app with the roles that setup made.`,
    );
  if (role.owns)
    throw new Error(
      `The role ${role.name} owns tables and so could switch their policies off. Run the app with the roles that setup made.`,
    );
  if (role.tenants && role.sets)
    throw new Error(
      `The role ${role.name} may call set_config. Run setup again to renew the guards.`,
    );
}
