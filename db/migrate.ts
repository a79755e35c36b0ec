import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { editionOf, loadPack } from "./catalogue/load";
import type { Pack } from "./catalogue/pack-format";
import { readPacks } from "./catalogue/packs";
import { BEFORE, CHANGED, changeOf, type GuardChange, noting, sameChange } from "./guard-change";
import { listOutdated, missingOf, openLedger } from "./ledger";
import { isBusy, makeAnew, type Outdated, OutdatedSchema } from "./make-anew";
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
  /** What this run's guards have changed so far, by how the database stood before; it is looked up here and added to. */
  readonly changes?: Map<string, GuardChange>;
}

export type Side = "platform" | "tenant";

/** What makes up a side's schema, read from disk once for any number of databases. */
export interface SchemaFiles {
  readonly migrations: readonly {
    readonly name: string;
    readonly text: string;
    readonly hash: string;
  }[];
  readonly guard: string;
  /** What of the guard goes by the rows of each database. */
  readonly guardByRows: string;
  /** What the catalogue of products is to hold; null on the platform's side. */
  readonly pack: Pack | null;
  /** Why a newer pack is not loaded, in a sentence. */
  readonly refusedPack: string | null;
  /** As `versionOf` names it. */
  readonly version: string;
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
  let { changes } = migration;
  for (let wait = 100; ; wait = Math.min(wait * 2, 1600)) {
    try {
      return await bringUp({ ...migration, changes }, files);
    } catch (error) {
      if (error instanceof ChangeRefused) {
        changes = undefined;
        continue;
      }
      if (!isBusy(error) || performance.now() + wait > until) throw error;
    }
    await pause(wait);
  }
}

const PATIENCE = 30_000;

/** What a guard did can't be done by statements about what it changed, such as to give a function another type. */
class ChangeRefused extends Error {}

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

/** The parts of a guard that go by rows. They run in each database, the others where a database stands otherwise than one before it. */
const BY_ROWS: readonly string[] = ["outdated.sql"];

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
  const read = async (parts: readonly string[]) => {
    const texts = await Promise.all(parts.map((name) => readFile(join(root, side, name), "utf8")));
    return withFacets(withSearchedTexts(texts.join("\n")))
      .replaceAll("@audiences@", audiencesAsJson().replaceAll("'", "''"))
      .replaceAll("@history@", historyAsJson().replaceAll("'", "''"));
  };
  const guard = await read(GUARDS[side]);
  const guardByRows = await read(GUARDS[side].filter((name) => BY_ROWS.includes(name)));
  const { newest: pack, refused: refusedPack } =
    side === "tenant"
      ? await readPacks(join(root, "catalogue/packs"))
      : { newest: null, refused: null };
  const whole = migrations.map(({ name, text }) => `${name}\n${text}\n`).join("") + guard;
  const version = `${names.at(-1) ?? "none"} ${hashOf(whole + (pack?.sha256 ?? "")).slice(0, 8)}`;
  return { migrations, guard, guardByRows, pack, refusedPack, version };
}

/**
 * How long a migration waits for a table's lock, and so how long requests may queue behind it. It is less than
 * Postgres's deadlock_timeout, so that in a deadlock the migration gives up and never a request.
 */
const LOCK_TIMEOUT = "800ms";

async function bringUp(migration: Migration, files: SchemaFiles): Promise<string[]> {
  const { url, side, owner, runtime, changes } = migration;
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: "swingtag migration" },
  });
  try {
    const { pid, ledger, outdated, edition, stand } = await openLedger(sql, side, LOCK_TIMEOUT);
    const missing = missingOf(files, ledger, `${side} database${new URL(url).pathname}`);
    const { guard, guardHash } = guardFor(files, { side, runtime, owner });
    const isNewest = missing.length === 0 && ledger.get("guard") === guardHash;
    const steps = missing.map(({ name, text, hash }) =>
      step(`set local role ${owner};\n${text}\n; reset role`, name, hash),
    );
    const finish = async (left: Outdated) => {
      const { pack } = files;
      if (pack && edition !== editionOf(pack)) await loadPack(sql, owner, pack, pid);
      await makeAnew(sql, owner, left);
    };
    if (isNewest) {
      await finish(outdated);
      return [];
    }
    const before = stand?.untouched
      ? [stand.name, ledger.get("guard"), ...missing.map(({ name }) => name)].join()
      : null;
    const change = before === null ? undefined : changes?.get(before);
    const isFirst = before !== null && changes !== undefined && !change;
    const whole = side === "tenant" ? noting(guard) : guard;
    const statements = [
      // Checks that this is the connection that holds the lock, because the driver might have opened another one.
      `select 1 / (pg_backend_pid() = ${pid})::int`,
      ...steps,
      ...(isFirst ? [BEFORE] : []),
      step(change ? sameChange(change, files.guardByRows) : whole, "guard", guardHash),
      ...(isFirst ? [CHANGED] : []),
      listOutdated(side),
    ];
    const answers: readonly unknown[] = await sql
      .unsafe(statements.join(";\n"))
      .catch((error: unknown) => {
        throw change && !isBusy(error) ? new ChangeRefused() : error;
      });
    if (isFirst) changes.set(before, changeOf(answers.at(-2)));
    await finish(OutdatedSchema.parse(answers.at(-1)));
    return missing.map(({ name }) => name);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The guard with the names of an installation's roles, and its checksum: made once for a fleet, because it is long. */
function guardFor(
  files: SchemaFiles,
  { side, runtime, owner }: Pick<Migration, "side" | "runtime" | "owner">,
): { guard: string; guardHash: string } {
  const kept = named.get(files);
  if (kept?.runtime === runtime && kept.owner === owner) return kept;
  const guard = files.guard.replaceAll(`@${side}@`, runtime).replaceAll("@owner@", owner);
  const made = { guard, guardHash: hashOf(guard), runtime, owner };
  named.set(files, made);
  return made;
}

const named = new WeakMap<
  SchemaFiles,
  { guard: string; guardHash: string; runtime: string; owner: string }
>();

/** One transaction with its line in the ledger. */
function step(statements: string, name: string, hash: string): string {
  return `begin;\n${statements}\n; insert into ledger.migrations (name, hash) values ('${name.replaceAll("'", "''")}', '${hash}')
    on conflict (name) do update set hash = excluded.hash, applied_at = now(); commit`;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
