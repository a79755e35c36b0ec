import postgres from "postgres";
import { rolePassword } from "@/base/env";
import type { Installation } from "@/db/setup";

/**
 * Connects with each runtime login's own password to each database of the server. Only the one of its name
 * may let it in.
 * @returns one sentence for each connection that should not have been
 */
export async function connectElsewhere(
  { adminUrl, secret }: Installation,
  logins: readonly string[],
): Promise<{ tried: number; wrong: string[] }> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  const databases = await admin<{ name: string }[]>`
    select datname::text as name from pg_database where datallowconn order by 1`;
  await admin.end();
  const wrong: string[] = [];
  let tried = 0;
  for (const login of logins) {
    const own = await mayConnect(adminUrl, login, login, secret);
    if (!own) wrong.push(`${login} can't connect to its own database, so nothing else was proven`);
    for (const { name } of databases) {
      if (name === login) continue;
      tried++;
      if (await mayConnect(adminUrl, login, name, secret))
        wrong.push(`${login} connects to ${name}`);
    }
  }
  return { tried, wrong };
}

async function mayConnect(
  adminUrl: string,
  login: string,
  database: string,
  secret: string,
): Promise<boolean> {
  const { hostname, port } = new URL(adminUrl);
  const sql = postgres({
    host: hostname,
    port: Number(port || 5432),
    database,
    username: login,
    password: rolePassword(login, secret),
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
  });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && /^(28|42501|3D)/.test(error.code)) return false;
    throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
