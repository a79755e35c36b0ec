import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import postgres from "postgres";

/** The role as which PgBouncer looks logins up. It may do nothing else. */
const POOLER = "pooler";

/**
 * Lets PgBouncer look up logins where an administrator may not read Postgres's own list of them, as on RDS: each
 * login is then kept, in the form in which Postgres stores it, in a table beside. Idempotent; run before the first
 * login is made.
 * @param adminUrl an administrator's address, of the database `postgres`
 * @param password of PgBouncer's own login
 */
export async function preparePooler(adminUrl: string, password: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [found] = await admin`select 1 from pg_roles where rolname = ${POOLER}`;
    const login = `login password '${scramOf(POOLER, password)}' connection limit 20`;
    await admin.unsafe(`${found ? "alter" : "create"} role ${POOLER} ${login}`);
    await admin.unsafe(LOOK_UP);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

const LOOK_UP = `
  grant connect on database postgres to ${POOLER};
  create schema if not exists pooler;
  create table if not exists pooler.logins (name text primary key, secret text not null);
  revoke all on pooler.logins from public;
  create or replace function pooler.look_up(name text) returns table (login text, secret text)
    language sql stable security definer set search_path = ''
  as $$
    select l.name, l.secret from pooler.logins l join pg_catalog.pg_roles r on r.rolname = l.name
    where l.name = look_up.name and r.rolcanlogin and not r.rolsuper and not r.rolcreaterole
      and not r.rolreplication and not r.rolbypassrls
      and (r.rolvaliduntil is null or r.rolvaliduntil > now())
  $$;
  revoke all on function pooler.look_up(text) from public;
  grant usage on schema pooler to ${POOLER};
  grant execute on function pooler.look_up(text) to ${POOLER};
`;

/**
 * The form in which to set a login's password. Where PgBouncer has a table of logins, the table gets this same
 * form, because PgBouncer passes a client's proof on to Postgres, and both must store the same verifier.
 */
export async function storedPassword(
  admin: postgres.Sql,
  name: string,
  password: string,
): Promise<string> {
  const [answer] = await admin<{ kept: boolean }[]>`
    select to_regclass('pooler.logins') is not null as kept`;
  if (!answer?.kept) return password;
  const secret = scramOf(name, password);
  await admin`insert into pooler.logins (name, secret) values (${name}, ${secret})
    on conflict (name) do update set secret = excluded.secret`;
  return secret;
}

/** Postgres's own number of rounds. */
const ROUNDS = 4096;

/**
 * A password as Postgres stores it (RFC 5803, SCRAM-SHA-256). The salt is derived from name and password, so
 * that setting the same password again does not lock out clients that know the former salt.
 */
function scramOf(name: string, password: string): string {
  const salt = createHmac("sha256", password).update(`swingtag salt ${name}`).digest();
  const short = salt.subarray(0, 16);
  const salted = pbkdf2Sync(password, short, ROUNDS, 32, "sha256");
  const key = (purpose: string) => createHmac("sha256", salted).update(purpose).digest();
  const stored = createHash("sha256").update(key("Client Key")).digest("base64");
  const server = key("Server Key").toString("base64");
  return `SCRAM-SHA-256$${ROUNDS}:${short.toString("base64")}$${stored}:${server}`;
}
