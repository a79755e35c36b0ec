import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { urlOfDatabase } from "./setup";

/** What the names of all databases and roles of one test run start with. */
export interface Run {
  readonly prefix: string;
  /** Ends the run: its databases may then be dropped. */
  end(): Promise<void>;
}

/**
 * Begins a run on a server and drops what dead runs of the same stem left. A run holds a lock in the server
 * as long as its process lives, so that runs at the same time leave each other alone.
 */
export async function beginRun(url: string, stem: string): Promise<Run> {
  const prefix = `${stem}_${randomBytes(4).toString("hex")}`;
  const alive = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  await alive`select pg_advisory_lock_shared(hashtextextended(${prefix}, 0))`;
  await dropDeadRuns(url, stem);
  const end = async () => {
    await alive.end({ timeout: 5 });
    await dropDeadRuns(url, stem);
  };
  return { prefix, end };
}

async function dropDeadRuns(url: string, stem: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const pattern = `^${stem}_[0-9a-f]{8}_`;
    const databases = await admin<{ name: string }[]>`
      select datname as name from pg_database where datname ~ ${pattern}`;
    const roles = await admin<{ name: string }[]>`
      select rolname as name from pg_roles where rolname ~ ${pattern}`;
    const runOf = ({ name }: { name: string }) => name.slice(0, stem.length + 9);
    for (const run of new Set([...databases, ...roles].map(runOf))) {
      const [lock] = await admin<{ taken: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended(${run}, 0)) as taken`;
      if (!lock?.taken) continue;
      const namesOf = (rows: readonly { name: string }[]) =>
        rows.filter((row) => runOf(row) === run).map(({ name }) => name);
      await dropAll(admin, url, { databases: namesOf(databases), roles: namesOf(roles) });
      await admin`select pg_advisory_unlock(hashtextextended(${run}, 0))`;
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
}

/**
 * Drops databases, whoever is connected and whatever a test has made of them, and roles with every right that they
 * were given anywhere on the server.
 * @param url the administrator's, by which the server's other databases are entered
 */
export async function dropAll(
  admin: postgres.Sql,
  url: string,
  { databases, roles }: { databases: readonly string[]; roles: readonly string[] },
): Promise<void> {
  for (const name of databases) {
    await admin`update pg_database set datistemplate = false where datname = ${name}`;
    await admin.unsafe(`drop database if exists ${name} with (force)`);
  }
  for (const role of roles) {
    const dropped = await admin.unsafe(`drop role if exists ${role}`).then(
      () => true,
      () => false,
    );
    if (dropped) continue;
    const others = await admin<{ name: string }[]>`
      select datname as name from pg_database where datallowconn`;
    for (const { name } of others) {
      const sql = postgres(urlOfDatabase(url, name), { max: 1, onnotice: () => {} });
      await sql
        .unsafe(`drop owned by ${role} cascade`)
        .catch(unlessGone)
        .finally(() => sql.end());
    }
    await admin.unsafe(`drop role if exists ${role}`);
  }
}

/** Another worker may drop or close its own databases meanwhile. */
function unlessGone(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (!["3D000", "55000", "57P01"].includes(String(code))) throw error;
}
