import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { env } from "@/base/env";
import { writePack } from "@/db/catalogue/pack-format";
import { migrateFleet } from "@/db/fleet";
import { readSchema } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import {
  addDatabase,
  changeDatabase,
  type Database,
  findDatabase,
  listAllDatabases,
} from "@/db/platform/queries/databases";
import { makeTenantDatabase } from "@/db/setup";
import { describeTwins } from "@/db/testing";
import { copyOfTemplate } from "@/db/testing-server";
import { installationOn } from "./installation";

let root = "";
let releases = 0;
let made = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "swingtag-releases-"));
  for (const side of ["platform", "tenant", "catalogue"])
    await cp(join(process.cwd(), "db", side), join(root, side), { recursive: true });
});
afterAll(async () => rm(root, { recursive: true, force: true }));

/** A further migration, in a folder that grows as the project's own does. */
async function release(text?: string): Promise<string> {
  const name = `${9000 + ++releases}_release.sql`;
  const statement = text ?? `create index release_${releases} on items (tenant_id, name)`;
  await writeFile(join(root, "tenant/migrations", name), statement);
  return name;
}

describeTwins("migrating the fleet", (twins) => {
  const migrateAll = (options: Parameters<typeof migrateFleet>[0] = {}) =>
    migrateFleet({ root, ...options });
  const all = () => platform.read(listAllDatabases);
  const versions = async () => new Set((await all()).map(({ schemaVersion }) => schemaVersion));
  const sqlOf = async <T>(name: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = postgres(twins().adminUrl(name), { max: 1, onnotice: () => {} });
    return work(sql).finally(() => sql.end());
  };
  const has = (name: string, file: string) =>
    sqlOf(name, async (sql) => {
      const rows = await sql`select 1 from ledger.migrations where name = ${file}`;
      return rows.length > 0;
    });
  const add = async (state: Database["state"]): Promise<string> => {
    const name = `${env().DATABASE_PREFIX}_own_f${++made}`;
    await makeTenantDatabase(installationOn(""), name);
    await platform.write((tx) => addDatabase(tx, { kind: "own", name, server: "", state }));
    return name;
  };
  let spare = "";
  beforeAll(async () => {
    spare = await add("spare");
    await add("ready");
  });
  afterAll(async () => {
    await migrateAll();
    const row = await platform.read((tx) => findDatabase(tx, spare));
    // The other half of this file has a spare of its own.
    if (row) await platform.write((tx) => changeDatabase(tx, row.id, { state: "ready" }));
  });

  test("a release reaches pools, own databases and spares, a spare first, and changes no row", async () => {
    const file = await release();
    const seen: string[] = [];
    const result = await migrateAll({ onProgress: ({ name }) => void seen.push(name) });
    const databases = await all();
    expect(result).toMatchObject({ failed: [], left: [], newer: [] });
    expect(result.migrated.toSorted()).toEqual(databases.map(({ name }) => name).toSorted());
    expect(seen[0]).toBe(spare);
    expect(await versions()).toEqual(new Set([(await readSchema("tenant", root)).version]));
    for (const { name } of databases) expect(await has(name, file)).toBe(true);
  });

  test("a database at the version is not connected to", async () => {
    await migrateAll();
    await sqlOf("postgres", async (sql) => {
      await sql.unsafe(`alter database ${spare} with allow_connections false`);
      try {
        expect(await migrateAll()).toMatchObject({ migrated: [], failed: [] });
        await release();
        expect(await migrateAll()).toMatchObject({ migrated: [], failed: [{ name: spare }] });
      } finally {
        await sql.unsafe(`alter database ${spare} with allow_connections true`);
      }
    });
  });

  test("a migration that fails on the canary reaches no other, and the mended one reaches all", async () => {
    await migrateAll();
    const file = await release("create index halfway on items (tenant_id, slug); select 1 / 0");
    const result = await migrateAll();
    expect(result.failed).toEqual([{ name: spare, error: "division by zero" }]);
    expect(result.left).toHaveLength((await all()).length - 1);
    for (const { name } of await all()) expect(await has(name, file)).toBe(false);
    await writeFile(join(root, "tenant/migrations", file), "select 1");
    expect((await migrateAll()).migrated).toHaveLength((await all()).length);
  });

  test("guards that would be weaker are met on the canary alone", async () => {
    await migrateAll();
    const guard = join(root, "tenant/guard.sql");
    const before = await readFile(guard, "utf8");
    await appendFile(guard, "\nalter table items no force row level security;\n");
    try {
      const result = await migrateAll();
      expect(result.failed).toEqual([{ name: spare, error: expect.stringMatching(/not guarded/) }]);
      expect(result.migrated).toEqual([]);
      // Once more, though it stands there by now.
      expect((await migrateAll()).failed).toMatchObject([{ name: spare }]);
    } finally {
      await writeFile(guard, before);
    }
    expect(await migrateAll()).toMatchObject({ failed: [] });
  });

  test("after a failure nothing more begins, and the next run goes on where it stopped", async () => {
    await release();
    const stuck = twins().ours.tenant.database.name;
    await holding(stuck, async () => {
      const result = await migrateAll({ patience: 0, parallel: 1 });
      expect(result.failed).toMatchObject([{ name: stuck, error: /lock/ }]);
      const done = new Set([...result.migrated, stuck]);
      const rest = (await all()).map(({ name }) => name).filter((name) => !done.has(name));
      expect(result.left.toSorted()).toEqual(rest.toSorted());
    });
    const next = await migrateAll();
    expect(next).toMatchObject({ failed: [], left: [] });
    expect(next.migrated).toContain(stuck);
    expect(next.migrated).not.toContain(spare);
  });

  test("a table in use is asked for again until it is free", async () => {
    await release();
    const busy = twins().ours.tenant.database.name;
    let running: ReturnType<typeof migrateAll> | undefined;
    await holding(busy, async (sql) => {
      running = migrateAll();
      await vi.waitUntil(
        async () =>
          (
            await sql`select 1 from pg_stat_activity where datname = ${busy} and wait_event_type = 'Lock'
              and application_name = 'swingtag migration'`
          ).length > 0,
        { timeout: 60_000, interval: 20 },
      );
    });
    expect(await running).toMatchObject({ failed: [], left: [] });
  });

  test("a database that was made meanwhile from the older template is found at the end", async () => {
    await migrateAll();
    const file = await release();
    let late = "";
    const result = await migrateAll({
      onProgress: async ({ done, total }) => {
        if (done === total && !late) late = await add("ready");
      },
    });
    expect(result.migrated).toContain(late);
    expect(await has(late, file)).toBe(true);
  });

  test("one that is entered and not made yet stops nobody", async () => {
    await migrateAll();
    const name = `${env().DATABASE_PREFIX}_own_f${++made}`;
    await platform.write((tx) =>
      addDatabase(tx, { kind: "own", name, server: "", state: "preparing" }),
    );
    const file = await release();
    const result = await migrateAll();
    expect(result).toMatchObject({ failed: [], left: [] });
    expect(result.migrated).not.toContain(name);
    await copyOfTemplate("tenant", name);
    expect((await migrateAll()).migrated).toEqual([name]);
    expect(await has(name, file)).toBe(true);
  });

  test("a database of a newer version is left as it is, and the others go on", async () => {
    await migrateAll();
    const newer = await add("ready");
    await sqlOf(newer, (sql) =>
      sql`insert into ledger.migrations (name, hash) values ('9999_future.sql', 'x')`.then(
        () => {},
      ),
    );
    const file = await release();
    const result = await migrateAll();
    expect(result).toMatchObject({ newer: [newer], failed: [], left: [] });
    expect(await has(newer, file)).toBe(false);
    await sqlOf(newer, (sql) =>
      sql`delete from ledger.migrations where name = '9999_future.sql'`.then(() => {}),
    );
  });

  test("a pack of the catalogue reaches all, a spare first; one that is damaged is said, and theirs stays", async () => {
    await migrateAll();
    const { pack } = await readSchema("tenant", root);
    if (!pack) throw new Error("This build has no pack.");
    const number = pack.number + 1;
    const fresh = `new/${number}`;
    const packOf = async (name: string) =>
      sqlOf(name, async (sql) => {
        const [row] = await sql<{ number: number; entries: number }[]>`
          select (select max(number) from catalogue.releases) as number,
            (select count(*)::int from catalogue.entries where key = ${fresh}) as entries`;
        return row;
      });
    const path = join(root, `catalogue/packs/${number}.jsonl`);
    const next = writePack(number, [
      ...pack.records,
      { is: "product", key: fresh, line: "beanie-babies", name: "New" },
      { is: "entry", key: fresh, product: fresh, variant: "", facts: [] },
    ]);
    await writeFile(path, next.replace('"New"', '"Now"'));
    const refused = await migrateAll();
    expect(refused).toMatchObject({ migrated: [], failed: [] });
    expect(refused.refusedPack).toMatch(new RegExp(`Pack ${number} .* is damaged`));
    for (const { name } of await all())
      expect(await packOf(name)).toEqual({ number: pack.number, entries: 0 });

    await writeFile(path, next);
    const seen: string[] = [];
    const result = await migrateAll({ onProgress: ({ name }) => void seen.push(name) });
    expect(result).toMatchObject({ failed: [], left: [], refusedPack: null });
    expect(seen[0]).toBe(spare);
    expect(seen.toSorted()).toEqual((await all()).map(({ name }) => name).toSorted());
    for (const { name } of await all()) expect(await packOf(name)).toEqual({ number, entries: 1 });
    expect(await migrateAll()).toMatchObject({ migrated: [], failed: [] });
  });

  test("a migration that was edited after it was applied is refused by its name", async () => {
    const file = await release();
    await migrateAll();
    const path = join(root, "tenant/migrations", file);
    const before = await readFile(path, "utf8");
    await writeFile(path, "select 2");
    const { failed } = await migrateAll();
    expect(failed).toEqual([{ name: spare, error: expect.stringContaining(`Migration ${file}`) }]);
    await writeFile(path, before);
  });

  test("a run that is ended begins nothing more, and says what is left", async () => {
    await release();
    const ending = new AbortController();
    const result = await migrateAll({
      parallel: 1,
      signal: ending.signal,
      onProgress: () => ending.abort(),
    });
    expect(result.migrated).toHaveLength(1);
    expect(result.left).toHaveLength((await all()).length - 1);
    expect((await migrateAll()).migrated.toSorted()).toEqual(result.left.toSorted());
  });

  /** Runs `work` while another transaction reads the items. */
  async function holding(
    name: string,
    work: (sql: postgres.Sql) => Promise<unknown>,
  ): Promise<void> {
    await sqlOf(name, async (sql) =>
      sql.begin(async (tx) => {
        await tx`select count(*) from items`;
        await sqlOf(name, work);
      }),
    );
  }
});
