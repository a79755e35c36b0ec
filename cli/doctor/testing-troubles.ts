import { randomUUID } from "node:crypto";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { addDatabase, changeDatabase, listAllDatabases } from "@/db/platform/queries/databases";
import { namesOf } from "@/db/setup";
import type { Twins } from "@/db/testing";
import { enterDatabase, makeDatabase } from "@/jobs/databases";
import { filesOf } from "@/server/photos/photo-files";
import { copyRows, letter, olderDatabase, order, ownDatabase } from "./testing";
import { administratorOf } from "./testing-administrator";

/** What was made that a doctor should find, and what undoes that of it which no doctor can mend. */
export interface Made {
  readonly expected: [kind: string, subject: string][];
  readonly undo: (() => Promise<void>)[];
}

interface Making extends Made {
  readonly twins: () => Twins;
}

/** Makes every kind of trouble there is, on the databases of a test. */
export async function makeTroubles(twins: () => Twins): Promise<Made> {
  const making: Making = { twins, expected: [], undo: [] };
  for (const make of [databases, roles, leftovers, schemas]) await make(making);
  return making;
}

/** Plants databases without a row and rows without a database. */
async function databases({ twins, expected }: Making): Promise<void> {
  const prefix = env().DATABASE_PREFIX;
  const { admin, platformSql } = administratorOf(twins);
  const [unknown, made, gone] = [1, 2, 3].map((n) => `${prefix}_own_${n}${letter()}`);
  const template = `${prefix}_template_00000000`;
  await admin((sql) => sql.unsafe(`create database ${unknown} owner ${prefix}_owner`));
  await admin((sql) => sql.unsafe(`create database ${template} owner ${prefix}_owner`));
  await platform.write(async (tx) => {
    const own = { kind: "own", server: "" } as const;
    await addDatabase(tx, { ...own, name: made ?? "", state: "preparing" });
    await addDatabase(tx, { ...own, name: gone ?? "", state: "ready" });
  });
  const spare = (await platform.read(listAllDatabases)).find(({ state }) => state === "spare");
  await platformSql(async (sql) => {
    await sql`update databases set created_at = now() - interval '11 minutes' where name = ${made ?? ""}`;
    await sql`update databases set state = 'retiring' where state = 'spare'`;
  });
  const empty = await enterDatabase("own", "");
  await makeDatabase(empty);
  await platform.write((tx) => changeDatabase(tx, empty.id, { state: "ready" }));
  expected.push(
    ["empty database", empty.name],
    ["unknown database", unknown ?? ""],
    ["half made", made ?? ""],
    ["missing database", gone ?? ""],
    ["not removed", spare?.name ?? ""],
    ["old template", template],
    ["few spares", "0 of 1"],
  );
}

/** Logins that nobody needs, that may too much, or that are refused. */
async function roles({ twins, expected }: Making): Promise<void> {
  const prefix = env().DATABASE_PREFIX;
  const { admin, inside } = administratorOf(twins);
  const left = `${prefix}_own_5${letter()}`;
  const { name } = twins().ours.tenant.database;
  const locked = await ownDatabase();
  await admin(async (sql) => {
    await sql.unsafe(`create role ${left} login`);
    await sql.unsafe(`alter role ${name} createdb`);
    await sql.unsafe(`grant ${namesOf(prefix).owner} to ${name}`);
    await sql.unsafe(`alter role ${locked.name} password 'another'`);
  });
  expected.push(["unknown role", left], ["wrong role", name], ["refused login", locked.name]);
  // Until its role is mended the login may act as the owner of every table.
  expected.push(["unguarded", name]);
  await inside(name, (sql) => sql.unsafe("alter table items no force row level security"));
}

/** Rows, files, seals and work that belong to nobody. */
async function leftovers({ twins, expected, undo }: Making): Promise<void> {
  const { inside, platformSql } = administratorOf(twins);
  const { ours } = twins();
  const elsewhere = await ownDatabase();
  const stranger = await copyRows(ours.tenant, ours.tenant.database);
  await copyRows(ours.tenant, elsewhere, ours.tenant.id);
  const nobody = randomUUID();
  await filesOf({ id: nobody }).put("photos/x.webp", Buffer.from("x"), { type: "image/webp" });
  await filesOf(ours.tenant).put("photos/y.webp", Buffer.from("y"), { type: "image/webp" });
  const sealed = twins().theirs.tenant;
  await inside(sealed.database.name, async (sql) => {
    await sql`insert into ledger.seals values (${sealed.id}, 'infinity')`;
  });
  const id = await order(randomUUID());
  await platformSql(async (sql) => {
    await sql`update operations set created_at = now() - interval '1 minute' where id = ${id}`;
    await sql`select graphile_worker.remove_job(${id})`;
  });
  undo.push(() => platformSql((sql) => sql`delete from operations where id = ${id}`));
  expected.push(
    ["stray rows", stranger],
    ["stray rows", ours.tenant.id],
    ["stray files", nobody],
    ["left seal", sealed.id],
    ["work without a job", id],
  );
}

/** Schemas that are behind, ahead or bent. */
async function schemas({ twins, expected, undo }: Making): Promise<void> {
  const { admin, inside } = administratorOf(twins);
  const [behind, edited, drifted, foreign, wide, closed] = await Promise.all([
    olderDatabase(),
    ownDatabase(),
    ownDatabase(),
    ownDatabase(),
    ownDatabase(),
    ownDatabase(),
  ]);
  await inside(edited.name, async (sql) => {
    const before = await sql<{ name: string; hash: string }[]>`
      select name, hash from ledger.migrations where name like '0000%'`;
    await sql`update ledger.migrations set hash = 'x' where name like '0000%'`;
    await sql`insert into ledger.migrations (name, hash) values ('9999_future.sql', 'x')`;
    undo.push(() =>
      inside(edited.name, async (again) => {
        await again`update ledger.migrations set hash = ${before[0]?.hash ?? ""} where name like '0000%'`;
        await again`delete from ledger.migrations where name = '9999_future.sql'`;
      }),
    );
  });
  await inside(drifted.name, (sql) =>
    sql.unsafe("drop index item_words_of_item; create index odd on items (tenant_id, colour)"),
  );
  await inside(foreign.name, (sql) => sql.unsafe("alter table items add column odd text"));
  undo.push(() => inside(foreign.name, (sql) => sql.unsafe("alter table items drop column odd")));
  await inside(wide.name, (sql) =>
    sql.unsafe("create policy wide on items using (true); drop policy tenant on photos"),
  );
  await admin((sql) => sql.unsafe(`alter database ${closed.name} with allow_connections false`));
  undo.push(() =>
    admin((sql) => sql.unsafe(`alter database ${closed.name} with allow_connections true`)),
  );
  expected.push(
    ["behind", behind],
    ["edited migration", edited.name],
    ["newer schema", edited.name],
    ["drift", drifted.name],
    ["other schema", foreign.name],
    ["unguarded", wide.name],
    ["unreachable", closed.name],
  );
}
