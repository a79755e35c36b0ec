import { env } from "@/base/env";
import { listViolations } from "./contract";
import type { GuardChange } from "./guard-change";
import { NewerSchema } from "./ledger";
import { type Migration, migrate, readSchema, type SchemaFiles } from "./migrate";
import { platform } from "./platform/door";
import { changeDatabase, type Database, listAllDatabases } from "./platform/queries/databases";
import { adminOf, adminUrlOf } from "./servers";
import { migratePlatform, namesOf, urlOfDatabase } from "./setup";

export interface FleetOptions {
  /** How many databases are migrated at a time. */
  readonly parallel?: number;
  /** The folder that holds `platform`, `tenant` and `catalogue`; the project's own where not given. */
  readonly root?: string;
  /** How long one database's locks are waited for, in milliseconds. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FleetProgress) => void | Promise<void>;
}

export interface FleetProgress {
  readonly done: number;
  readonly total: number;
  /** The database that has just been done. */
  readonly name: string;
}

/** How a migration of all databases ended; it is whole when nothing failed and none is left. */
export interface FleetResult {
  /** The version of the tenants' schema that was aimed for. */
  readonly version: string;
  readonly platform: readonly string[];
  readonly migrated: readonly string[];
  readonly failed: readonly { readonly name: string; readonly error: string }[];
  /** Databases that a newer Swingtag has migrated; they are left as they are. */
  readonly newer: readonly string[];
  /** Databases behind the version that were not begun, because one failed or the caller ended it. */
  readonly left: readonly string[];
  /** Why a newer pack of the catalogue was not loaded; what databases have of it stays. */
  readonly refusedPack: string | null;
}

/**
 * Brings the platform, every pool, own database and spare to the newest schema and pack of the catalogue. The platform first, then one
 * canary whose guards are proven, then the others a few at a time. After a failure what runs ends and nothing
 * more begins. A database that has the version already costs no connection, so the next run goes on where this
 * one stopped. At the end, databases that were made meanwhile from an older template are migrated too.
 * @throws Error when the platform's own database can't be migrated
 */
export async function migrateFleet(options: FleetOptions = {}): Promise<FleetResult> {
  const { root, signal, parallel = 8 } = options;
  const files = await readSchema("tenant", root);
  const applied = await migratePlatform(
    { adminUrl: adminUrlOf(""), prefix: env().DATABASE_PREFIX, secret: env().SECRET },
    await readSchema("platform", root),
  );
  const migrated: string[] = [];
  const failed: { name: string; error: string }[] = [];
  const newer: string[] = [];
  const rounds = new Map<string, number>();
  const changes = new Map<string, GuardChange>();
  const stopped = () => failed.length > 0 || signal?.aborted === true;
  const behind = async () =>
    (await platform.read(listAllDatabases)).filter(
      ({ id, schemaVersion, server }) =>
        schemaVersion !== files.version && (rounds.get(id) ?? 0) < ROUNDS && !isUnbuilt(server),
    );
  const bringUp = async (database: Database, check: boolean) => {
    rounds.set(database.id, (rounds.get(database.id) ?? 0) + 1);
    try {
      const done = await migrateOne(database, files, { ...options, changes }, check);
      if (done) migrated.push(database.name);
    } catch (error) {
      if (error instanceof NewerSchema) newer.push(database.name);
      else failed.push({ name: database.name, error: sentenceOf(error) });
    }
  };

  let queue = withCanaryFirst(await behind());
  let done = 0;
  let total = queue.length;
  const take = async (check = false) => {
    const database = queue.shift();
    if (!database) return;
    await bringUp(database, check);
    await options.onProgress?.({ done: ++done, total, name: database.name });
  };
  await take(true);
  while (queue.length > 0 && !stopped()) {
    const lane = async () => {
      while (queue.length > 0 && !stopped()) await take();
    };
    await Promise.all(Array.from({ length: parallel }, lane));
    if (stopped()) break;
    queue = (await behind()).filter(({ name }) => !newer.includes(name));
    total += queue.length;
  }
  const left = queue.map(({ name }) => name);
  const { version, refusedPack } = files;
  return { version, platform: applied, migrated, failed, newer, left, refusedPack };
}

/**
 * Whether this is the server of a stack that is not made yet. Its database will be made later, in the newest
 * schema.
 */
function isUnbuilt(server: string): boolean {
  return server.endsWith("@");
}

/** How often a run tries one database, because a database in the state `preparing` may not exist yet. */
const ROUNDS = 3;

/** Puts the canary first: a spare, because no tenant lives in it, or else the smallest database. */
function withCanaryFirst(behind: readonly Database[]): Database[] {
  const weight = ({ state, kind, tenants, bytes }: Database) =>
    state === "preparing"
      ? Number.POSITIVE_INFINITY
      : state === "spare"
        ? -1
        : (kind === "pool" ? 2 ** 50 : 0) + tenants * 2 ** 30 + bytes;
  const [canary] = behind.toSorted((one, other) => weight(one) - weight(other));
  return canary ? [canary, ...behind.filter((database) => database !== canary)] : [];
}

/** @returns false when there is no such database yet, because it is still being made */
async function migrateOne(
  { id, name, server, state }: Database,
  files: SchemaFiles,
  { patience, changes }: Pick<Migration, "patience" | "changes">,
  check: boolean,
): Promise<boolean> {
  const { owner, tenantGroup } = namesOf(env().DATABASE_PREFIX);
  const url = urlOfDatabase(adminUrlOf(server), name);
  // A schema so old that the contract can't be read from it counts as whole.
  const before = check ? await violationsIn({ name, server }).catch(() => []) : [];
  let applied: readonly string[] = [];
  try {
    applied = await migrate({
      url,
      side: "tenant",
      owner,
      runtime: tenantGroup,
      files,
      patience,
      changes,
    });
  } catch (error) {
    if (state === "preparing" && isMissing(error)) return false;
    throw error;
  }
  // If no migration was applied now, an earlier run may have caused the violations, so none of them are
  // excused.
  if (check) await proveGuards({ name, server }, applied.length > 0 ? before : []);
  await platform.write((tx) => changeDatabase(tx, id, { schemaVersion: files.version }));
  return true;
}

/** Throws for violations that this migration caused. Older ones are the doctor's business. */
async function proveGuards(
  address: { name: string; server: string },
  before: readonly string[],
): Promise<void> {
  const brought = (await violationsIn(address)).filter((sentence) => !before.includes(sentence));
  if (brought.length > 0)
    throw new Error(`The canary is not guarded any more: ${brought.join("; ")}.`);
}

async function violationsIn(address: { name: string; server: string }): Promise<string[]> {
  const sql = adminOf(address);
  try {
    return await listViolations(
      sql,
      namesOf(env().DATABASE_PREFIX).tenantGroup,
      env().DATABASE_GUARD,
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** SQLSTATE 3D000: there is no such database. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "3D000";
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
