import { randomBytes } from "node:crypto";
import { join } from "node:path";
import postgres from "postgres";
import { freePort } from "@/base/free-port";
import { closePools } from "@/db/pools";
import type { Tenant } from "@/db/scope";
import { prepareInstallation, prepareTenantDatabase, urlOfDatabase } from "@/db/setup";
import { type Bare, startBare } from "./bare";
import { cpuOfPostgres } from "./cpu";
import { buildPlain } from "./plain-build";
import { type BenchServer, startServer } from "./server";

const root = join(import.meta.dirname, "../..");

/** How many items the shelf under measurement has. */
const ITEMS = 1000;

/** What figures are measured on: databases with generated tenants, and servers to be started over them. */
export interface Testbed {
  readonly adminUrl: string;
  /** A tenant of 1,000 items among 10 in its pool, and the same among 10,000. */
  readonly few: Tenant;
  readonly many: () => Promise<Tenant>;
  /** The app as it is. */
  start(extra?: Record<string, string>): Promise<BenchServer>;
  /** The same app without tenancy, over the same rows without row-level security. */
  startPlain(): Promise<BenchServer>;
  /** The yardstick: a bare Next app with the shelf of `ours`; see `buildBare`. */
  startBare(ours: BenchServer): Promise<Bare>;
  /** Processor time of the database server so far, in milliseconds. */
  readonly postgres: () => number;
  readonly report: (step: string) => void;
  end(): Promise<void>;
}

interface Options {
  readonly adminUrl: string;
  readonly prefix: string;
  readonly sources: string;
  readonly report: (step: string) => void;
}

/** Makes the databases and the tenants that most figures share. */
export async function makeTestbed({
  adminUrl,
  prefix,
  sources,
  report,
}: Options): Promise<Testbed> {
  const secret = randomBytes(32).toString("base64url");
  const env = {
    DATABASE_URL: adminUrl,
    DATABASE_PREFIX: prefix,
    SECRET: secret,
    BASE_DOMAIN: "localhost",
    FILES: join(root, ".data/bench/files"),
    BACKUPS: join(root, ".data/bench/backups"),
    DEMO: "1",
    TRUSTED_PROXIES: "127.0.0.1",
    SMTP_URL: "",
    PUBLIC_PORT: "",
    PUBLIC_SCHEME: "",
  };
  Object.assign(process.env, env);
  const installation = { adminUrl, prefix, secret };
  const names = await prepareInstallation(installation, report);
  const crowd = `${prefix}_pool_2`;
  await prepareTenantDatabase(installation, crowd, "pool", report);
  const { generateTenants } = await import("@/db/seed/generator");
  const analyse = async (name: string) => {
    const sql = postgres(urlOfDatabase(adminUrl, name), { max: 1 });
    await sql`vacuum analyze`;
    await sql.end();
  };
  const few = await first(
    generateTenants({ tenants: 1, items: ITEMS, prefix: "few", databaseName: names.pool }, report),
  );
  await generateTenants(
    { tenants: 9, items: 20, prefix: "few-more", databaseName: names.pool },
    report,
  );
  await analyse(names.pool);
  await analyse(names.platform);
  const cpuOfDatabase = await cpuOfPostgres(adminUrl);
  const plainDatabase = `${prefix}_plain_pool_1`;
  let copied: Promise<void> | undefined;
  const copyOnce = () => {
    copied ??= copyWithoutGuards(adminUrl, names.pool, plainDatabase, few.id);
    return copied;
  };
  let crowded: Promise<Tenant> | undefined;
  const makeMany = async () => {
    const tenant = await first(
      generateTenants({ tenants: 1, items: ITEMS, prefix: "many", databaseName: crowd }, report),
    );
    await generateTenants(
      { tenants: 9999, items: 3, prefix: "crowd", databaseName: crowd },
      report,
    );
    await analyse(crowd);
    await analyse(names.platform);
    return tenant;
  };
  return {
    adminUrl,
    few,
    report,
    many: () => {
      crowded ??= makeMany();
      return crowded;
    },
    postgres: cpuOfDatabase,
    start: async (extra = {}) =>
      startServer({
        folder: root,
        host: "few-1.localhost",
        env: { ...env, PORT: String(await freePort()), ...extra },
      }),
    async startPlain() {
      await copyOnce();
      report("Building the app without tenancy");
      return startServer({
        folder: await buildPlain(sources),
        host: "few-1.localhost",
        env: {
          ...env,
          DATABASE_PREFIX: `${prefix}_plain`,
          PORT: String(await freePort()),
          PAGE_CACHE_MB: "0",
          BENCH_TENANT: few.id,
          BENCH_SLUG: few.slug,
        },
      });
    },
    async startBare(ours) {
      await copyOnce();
      report("Building the bare app");
      return startBare(ours, urlOfDatabase(adminUrl, plainDatabase));
    },
    end: closePools,
  };
}

/** Copies the rows of one tenant into a database of its own, with row-level security off. */
async function copyWithoutGuards(
  adminUrl: string,
  from: string,
  to: string,
  tenant: string,
): Promise<void> {
  await closePools();
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${from}`;
  await admin.unsafe(`create database ${to} template ${from}`);
  // The attack on the walls is measured later and reports every database that other logins can open.
  await admin.unsafe(`revoke all on database ${to} from public`);
  await admin.end();
  const sql = postgres(urlOfDatabase(adminUrl, to), { max: 1, onnotice: () => {} });
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  await sql.unsafe("set session_replication_role = replica");
  for (const { name } of tables) {
    await sql`delete from ${sql(name)} where tenant_id <> ${tenant}`;
    await sql.unsafe(`alter table ${name} no force row level security`);
    await sql.unsafe(`alter table ${name} disable row level security`);
  }
  await sql.end();
  const cleaner = postgres(urlOfDatabase(adminUrl, to), { max: 1 });
  await cleaner`vacuum full analyze`;
  await cleaner.end();
}

async function first(tenants: Promise<Tenant[]>): Promise<Tenant> {
  const [tenant] = await tenants;
  if (!tenant) throw new Error("The generator made no tenant.");
  return tenant;
}
