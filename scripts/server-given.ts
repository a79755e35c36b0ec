import postgres from "postgres";
import { settings } from "@/base/settings";

/** The oldest Postgres that still receives fixes. */
const OLDEST = 150_000;

/**
 * Proves that a given DATABASE_URL can carry an installation.
 * @returns the address with the database `postgres` where it named none
 * @throws Error with one sentence that says what is wrong and what to do; never with the password
 */
export async function proveServer(given: string): Promise<string> {
  if (!settings.DATABASE_URL.schema.safeParse(given).success || !isDecodable(given))
    throw new Error(
      "DATABASE_URL can't be read: it must look like postgres://user:password@host:5432, with special characters percent-encoded.",
    );
  const url = new URL(given);
  if (url.pathname.length < 2) url.pathname = "/postgres";
  const { hostname, port, username, pathname } = url;
  const place = `${hostname}:${port || 5432}`;
  const user = decodeURIComponent(username) || "postgres";
  const role = await askRole(url.toString(), { place, user, database: pathname.slice(1) });
  if (role.version < OLDEST)
    throw new Error(`The Postgres at ${place} is too old: Swingtag needs version 15 or newer.`);
  if (!role.administrator)
    throw new Error(
      `The user ${user} may not set up Swingtag on ${place}: put an administrator in DATABASE_URL: a superuser or, with DATABASE_GUARD=managed, one who may create roles and databases.`,
    );
  return url.toString();
}

function isDecodable(given: string): boolean {
  try {
    const { username, password, pathname } = new URL(given);
    return [username, password, pathname].map(decodeURIComponent).length > 0;
  } catch {
    return false;
  }
}

async function askRole(
  given: string,
  at: { place: string; user: string; database: string },
): Promise<{ administrator: boolean; version: number }> {
  let sql: postgres.Sql | undefined;
  try {
    sql = postgres(given, { max: 1, connect_timeout: 8, onnotice: () => {} });
    const managed = process.env.DATABASE_GUARD === "managed";
    const [role] = await sql<{ administrator: boolean; version: number }[]>`
      select rolsuper or (${managed} and rolcreaterole and rolcreatedb) as administrator, current_setting('server_version_num')::int as version
      from pg_roles where rolname = current_user`;
    return role ?? { administrator: false, version: 0 };
  } catch (error) {
    throw new Error(explain(error, at));
  } finally {
    await sql?.end({ timeout: 1 });
  }
}

function explain(
  error: unknown,
  { place, user, database }: { place: string; user: string; database: string },
): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message : String(error);
  if (code === "28P01")
    return `The Postgres at ${place} refuses the user ${user}: the password in DATABASE_URL is wrong, or there is no such user.`;
  if (code.startsWith("28")) return `The Postgres at ${place} refuses the user ${user}: ${said}.`;
  if (code === "3D000")
    return `The Postgres at ${place} has no database ${database}: leave the name out of DATABASE_URL or give one that exists.`;
  if (/^[0-9A-Z]{5}$/.test(code)) return `The Postgres at ${place} does not serve: ${said}.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `DATABASE_URL names a host that can't be found: ${place}.`;
  return `No Postgres answers at ${place} (${code || said}): start it, or correct DATABASE_URL.`;
}
