import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";

export interface Migration {
  /** An administrator's address of the database: may create there and act as `owner`. */
  readonly url: string;
  readonly side: "platform" | "tenant";
  /** The role that owns every table; nobody logs in as it. */
  readonly owner: string;
  /** The role that is granted use: the platform's login, or the group of all tenant logins. */
  readonly runtime: string;
}

/**
 * Brings one database to the newest schema and renews its guards. Under an advisory lock, each file in a
 * transaction of its own with its line in the ledger, so that it can be killed and started again anywhere.
 * @returns the names of the migrations that were applied now
 * @throws Error when a migration that was applied has been edited since
 */
export async function migrate({ url, side, owner, runtime }: Migration): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const folder = folderOf(side);
  try {
    await sql`select pg_advisory_lock(hashtextextended(${`swingtag ${side}`}, 0))`;
    await sql.unsafe(
      "create schema if not exists ledger; create table if not exists ledger.migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
    );
    const done = new Map(
      (await sql<{ name: string; hash: string }[]>`select name, hash from ledger.migrations`).map(
        ({ name, hash }) => [name, hash],
      ),
    );
    const applied: string[] = [];
    for (const { name, text } of await migrationsIn(join(folder, "migrations"))) {
      const hash = createHash("sha256").update(text).digest("hex");
      const before = done.get(name);
      if (before !== undefined && before !== hash)
        throw new Error(
          `Migration ${side}/${name} was edited after it was applied. Restore it and add a new one.`,
        );
      if (before !== undefined) continue;
      await sql.begin(async (tx) => {
        await tx.unsafe(`set local role ${owner}`);
        await tx.unsafe(text);
        await tx.unsafe("reset role");
        await tx`insert into ledger.migrations (name, hash) values (${name}, ${hash})`;
      });
      applied.push(name);
    }
    const guard = (await readFile(join(folder, "guard.sql"), "utf8"))
      .replaceAll(`@${side}@`, runtime)
      .replaceAll("@owner@", owner);
    const guardHash = createHash("sha256").update(guard).digest("hex");
    if (applied.length > 0 || done.get("guard") !== guardHash)
      await sql.begin(async (tx) => {
        await tx.unsafe(guard);
        await tx`insert into ledger.migrations (name, hash) values ('guard', ${guardHash})
          on conflict (name) do update set hash = excluded.hash, applied_at = now()`;
      });
    return applied;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * What the schema of a side is called at its newest: its last migration and a checksum over all of them and
 * the guard, such as `0001_support.sql 3f9a12c8`. Equal names, equal schemas.
 */
export async function versionOf(side: Migration["side"]): Promise<string> {
  const folder = folderOf(side);
  const files = await migrationsIn(join(folder, "migrations"));
  const hash = createHash("sha256");
  for (const { name, text } of files) hash.update(`${name}\n${text}\n`);
  hash.update(await readFile(join(folder, "guard.sql"), "utf8"));
  return `${files.at(-1)?.name ?? "none"} ${hash.digest("hex").slice(0, 8)}`;
}

function folderOf(side: Migration["side"]): string {
  return join(process.cwd(), "db", side);
}

async function migrationsIn(folder: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
  );
}
