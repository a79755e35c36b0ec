import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { z } from "zod";
import { editionOf, loadPack } from "./catalogue/load";
import type { Pack } from "./catalogue/pack-format";
import { readPacks } from "./catalogue/packs";
import { isBusy, makeAnew, OutdatedSchema } from "./make-anew";
import { audiencesAsJson, historyAsJson } from "./tenant/audiences";
import { withFacets } from "./tenant/faceted";
import { withSearchedTexts } from "./tenant/searched";

export interface Migration {
  /** An administrator's address of the database: may create there and act as `owner`. */
  readonly url: string;
  readonly side: Side;
  /** The role that owns every table; nobody logs in as it. */
  readonly owner: string;
  /** The role that is granted use: the platform's login, or the group of all tenant logins. */
  readonly runtime: string;
  /** The files to apply; those of the side where not given. */
  readonly files?: SchemaFiles;
  /** How long locks that others hold are waited for in all, in milliseconds. */
  readonly patience?: number;
}

type Side = "platform" | "tenant";

/** What makes up a side's schema, read from disk once for any number of databases. */
export interface SchemaFiles {
  readonly migrations: readonly {
    readonly name: string;
    readonly text: string;
    readonly hash: string;
  }[];
  readonly guard: string;
  /** What the catalogue of products is to hold; null on the platform's side. */
  readonly pack: Pack | null;
  /** Why a newer pack is not loaded, in a sentence. */
  readonly refusedPack: string | null;
  /** As `versionOf` names it. */
  readonly version: string;
}

/** The database has migrations that this code does not know: a newer Swingtag has been here. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";
}

/**
 * Brings one database to the newest schema and renews its guards, in two round trips; what a former build made of the
 * rows is then made anew, tenant after tenant, and the catalogue of products is loaded where it is of another pack. Under an advisory lock,
 * each file in a transaction of its own with its line in the ledger, so that it can be killed and started
 * again anywhere. A lock that a transaction of the app holds is waited for briefly and asked for again, so
 * that requests never queue behind a migration for long.
 * @returns the names of the migrations that were applied now, in the last attempt
 * @throws NewerSchema, and Error when a migration that was applied has been edited since
 */
export async function migrate(migration: Migration): Promise<string[]> {
  const files = migration.files ?? (await readSchema(migration.side));
  const until = performance.now() + (migration.patience ?? PATIENCE);
  for (let wait = 100; ; wait = Math.min(wait * 2, 1600)) {
    try {
      return await bringUp(migration, files);
    } catch (error) {
      if (!isBusy(error) || performance.now() + wait > until) throw error;
    }
    await pause(wait);
  }
}

const PATIENCE = 30_000;

/**
 * What the schema of a side is called at its newest: its last migration and a checksum over all of them,
 * the guard and the catalogue's pack, such as `0001_support.sql 3f9a12c8`. Equal names, equal schemas.
 */
export async function versionOf(side: Side): Promise<string> {
  return (await readSchema(side)).version;
}

/** What makes up a side's guard, in the order in which it runs. */
const GUARDS: Readonly<Record<Side, readonly string[]>> = {
  platform: ["guard.sql"],
  tenant: [
    "words.sql",
    "item-words.sql",
    "order.sql",
    "facets.sql",
    "beginnings.sql",
    "guard.sql",
    "worth.sql",
    "history.sql",
    "undo.sql",
    "catalogue.sql",
    "owner.sql",
    "outdated.sql",
  ],
};

/** @param root the folder that holds `platform` and `tenant`, each with migrations and a guard, and `catalogue` with packs */
export async function readSchema(
  side: Side,
  root = join(process.cwd(), "db"),
): Promise<SchemaFiles> {
  const folder = join(root, side, "migrations");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { name, text, hash: hashOf(text) };
    }),
  );
  const guards = await Promise.all(
    GUARDS[side].map((name) => readFile(join(root, side, name), "utf8")),
  );
  const guard = withFacets(withSearchedTexts(guards.join("\n")))
    .replaceAll("@audiences@", audiencesAsJson().replaceAll("'", "''"))
    .replaceAll("@history@", historyAsJson().replaceAll("'", "''"));
  const { newest: pack, refused: refusedPack } =
    side === "tenant"
      ? await readPacks(join(root, "catalogue/packs"))
      : { newest: null, refused: null };
  const whole = migrations.map(({ name, text }) => `${name}\n${text}\n`).join("") + guard;
  const version = `${names.at(-1) ?? "none"} ${hashOf(whole + (pack?.sha256 ?? "")).slice(0, 8)}`;
  return { migrations, guard, pack, refusedPack, version };
}

/**
 * How long a migration waits for a table's lock, and so how long requests may queue behind it. It is less than
 * Postgres's deadlock_timeout, so that in a deadlock the migration gives up and never a request.
 */
const LOCK_TIMEOUT = "800ms";

async function bringUp(migration: Migration, files: SchemaFiles): Promise<string[]> {
  const { url, side, owner, runtime } = migration;
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: "swingtag migration" },
  });
  try {
    const { pid, ledger, outdated, edition } = await openLedger(sql, side);
    const missing = missingOf(files, ledger, `${side} database${new URL(url).pathname}`);
    const guard = files.guard.replaceAll(`@${side}@`, runtime).replaceAll("@owner@", owner);
    const guardHash = hashOf(guard);
    const isNewest = missing.length === 0 && ledger.get("guard") === guardHash;
    const steps = missing.map(({ name, text, hash }) =>
      step(`set local role ${owner};\n${text}\n; reset role`, name, hash),
    );
    const finish = async (left: z.infer<typeof OutdatedSchema>) => {
      const { pack } = files;
      if (pack && edition !== editionOf(pack)) await loadPack(sql, owner, pack, pid);
      await makeAnew(sql, owner, left);
    };
    if (isNewest) {
      await finish(outdated);
      return [];
    }
    // Checks that this is the connection that holds the lock, because the driver might have opened another one.
    const answers: readonly unknown[] = await sql.unsafe(
      [
        `select 1 / (pg_backend_pid() = ${pid})::int`,
        ...steps,
        step(guard, "guard", guardHash),
        listOutdated(side),
      ].join(";\n"),
    );
    await finish(OutdatedSchema.parse(answers.at(-1)));
    return missing.map(({ name }) => name);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const Answers = z
  .tuple([
    z.array(z.object({ name: z.string(), hash: z.string() })),
    z.tuple([z.object({ pid: z.number(), edition: z.string().nullable() })]),
    OutdatedSchema,
  ])
  .transform(([lines, [{ pid, edition }], outdated]) => ({
    pid,
    edition,
    ledger: new Map(lines.map(({ name, hash }) => [name, hash])),
    outdated,
  }));

/** Tenants whose words or facets a former build made, until `makeAnew` has come to them. */
const OUTDATED =
  "create table if not exists ledger.outdated (tenant_id uuid, what text, primary key (tenant_id, what))";

async function openLedger(sql: postgres.Sql, side: Side): Promise<z.infer<typeof Answers>> {
  const answers: readonly unknown[] = await sql.unsafe(
    `set lock_timeout = '${LOCK_TIMEOUT}';
    set statement_timeout = 0;
    select pg_advisory_lock(hashtextextended('swingtag ${side}', 0));
    create schema if not exists ledger;
    create table if not exists ledger.migrations
      (name text primary key, hash text not null, applied_at timestamptz not null default now());
    ${side === "tenant" ? OUTDATED : "select"};
    select name, hash from ledger.migrations;
    select pg_backend_pid() as pid, obj_description(to_regnamespace('catalogue'), 'pg_namespace') as edition;
    ${listOutdated(side)}`,
  );
  return Answers.parse(answers.slice(-3));
}

function listOutdated(side: Side): string {
  return side === "tenant"
    ? "select tenant_id::text as id, what from ledger.outdated order by what desc, tenant_id"
    : "select where false";
}

function missingOf(files: SchemaFiles, ledger: ReadonlyMap<string, string>, where: string) {
  const known = new Map(files.migrations.map(({ name, hash }) => [name, hash]));
  for (const [name, hash] of ledger) {
    if (name === "guard") continue;
    if (!known.has(name))
      throw new NewerSchema(
        `The ${where} has ${name}, which this version of Swingtag does not know. Run the newer version.`,
      );
    if (known.get(name) !== hash)
      throw new Error(
        `Migration ${name} of the ${where} was edited after it was applied. Restore it and add a new one.`,
      );
  }
  return files.migrations.filter(({ name }) => !ledger.has(name));
}

/** One transaction with its line in the ledger. */
function step(statements: string, name: string, hash: string): string {
  return `begin;\n${statements}\n; insert into ledger.migrations (name, hash) values ('${name.replaceAll("'", "''")}', '${hash}')
    on conflict (name) do update set hash = excluded.hash, applied_at = now(); commit`;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
