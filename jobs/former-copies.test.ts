import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate, readSchema } from "@/db/migrate";
import { namesOf, urlOfDatabase } from "@/db/setup";
import type { CopyStatus } from "@/db/tenant/choices";
import { openItem } from "@/db/tenant/queries/drafts";
import { findItemBySlug } from "@/db/tenant/queries/items";
import { describeTwins, type Twin } from "@/db/testing";
import { dropDatabase, testInstallation } from "@/db/testing-server";

/** Items as the version before wrote them: how one stands, and the prices of its copies. */
const FORMER = {
  "owned-bare": ["owned", []],
  "owned-two": ["owned", [599, null]],
  "wanted-bare": ["wanted", []],
  "wanted-one": ["wanted", [2_147_483_647]],
  "trade-two": ["trade", [null, 0]],
  "sale-bare": ["sale", []],
  "sale-one": ["sale", [1250]],
} as const;

type Name = keyof typeof FORMER;

/** The same as they must be found now. A bare item that was neither wanted nor looked for has its one copy. */
const NOW: Readonly<Record<Name, readonly [boolean, readonly [CopyStatus, number | null][]]>> = {
  "owned-bare": [false, [["owned", null]]],
  "owned-two": [
    false,
    [
      ["owned", 599],
      ["owned", null],
    ],
  ],
  "wanted-bare": [true, []],
  "wanted-one": [true, [["owned", 2_147_483_647]]],
  "trade-two": [
    false,
    [
      ["trade", null],
      ["trade", 0],
    ],
  ],
  "sale-bare": [false, [["sale", null]]],
  "sale-one": [false, [["sale", 1250]]],
};

const names = Object.keys(FORMER).filter((name): name is Name => name in FORMER);

/** What the version before sends to save a new item, in its order: the item, then its copies. */
function formerInserts(name: Name, tenant: string): string[] {
  const [status, prices] = FORMER[name];
  const id = randomUUID();
  return [
    `insert into items (tenant_id, id, slug, name, status) values ('${tenant}', '${id}', '${name}', '${name}', '${status}')`,
    ...prices.map(
      (price, position) =>
        `insert into copies (tenant_id, item_id, position, label, condition, swing_tag, tush_tag, acquired, price_paid, currency, note)
        values ('${tenant}', '${id}', ${position}, 'l', 'mint', '3', '1', '1997', ${price}, '${price === null ? "" : "EUR"}', 'seen') `,
    ),
  ];
}

describeTwins("copies of the version before", (twins) => {
  const asAdministrator = async <T>(twin: Twin, work: (sql: postgres.Sql) => Promise<T>) => {
    const sql = postgres(twins().adminUrl(twin.tenant.database.name), { max: 1 });
    return work(sql).finally(() => sql.end());
  };
  /** One transaction as a process of the version before would send it. */
  const write = (twin: Twin, statements: readonly string[]) =>
    asAdministrator(twin, (sql) =>
      sql.begin(async (tx) => {
        await tx.unsafe(
          `set local role ${twin.tenant.database.name}; set local app.tenant_id = '${twin.tenant.id}'; set local app.audience = 'members'`,
        );
        for (const statement of statements) await tx.unsafe(statement);
      }),
    );
  const found = async (twin: Twin, name: Name | "peanut") => {
    const item = await twin.as("viewer").read((tx) => findItemBySlug(tx, name));
    const open = await twin.as("viewer").read((tx) => openItem(tx, item?.id ?? ""));
    if (!open) throw new Error(`${name} is gone.`);
    return open.draft;
  };

  test.each(names)("%s, written while this version runs, is carried over whole", async (name) => {
    const { ours } = twins();
    await write(ours, formerInserts(name, ours.tenant.id));
    const { copies, want } = await found(ours, name);
    const [wanted, held] = NOW[name];
    // A bare item that is in the collection is what an item of today is to which no copy was entered.
    expect(copies.map(({ status, pricePaid }) => [status, pricePaid])).toEqual(
      name === "owned-bare" ? [] : held,
    );
    expect(want !== null).toBe(wanted);
    for (const copy of copies.filter(({ label }) => label !== ""))
      expect(copy).toMatchObject({ label: "l", swingTag: "3", acquired: "1997", note: "seen" });
    const [left] = await asAdministrator(
      ours,
      (sql) => sql`select count(*)::int as rows from items i left join copies c on c.item_id = i.id
        where i.tenant_id = ${ours.tenant.id} and (i.status <> 'owned' or c.price_paid is not null)`,
    );
    expect(left).toEqual({ rows: 0 });
  });

  test("a change of status and price that the version before saves reaches the copies there are", async () => {
    const { ours } = twins();
    await write(ours, [
      `update items set status = 'trade' where slug = 'peanut'`,
      `update copies set price_paid = 777, currency = 'USD' where item_id = (select id from items where slug = 'peanut')`,
    ]);
    const { copies } = await found(ours, "peanut");
    expect(copies).toMatchObject([
      {
        status: "trade",
        pricePaid: 777,
        currency: "USD",
        privateNote: `Under the bed ${ours.mark}`,
      },
    ]);
    await write(ours, [
      `update copies set price_paid = null, currency = '' where item_id = (select id from items where slug = 'peanut')`,
    ]);
    const [kept] =
      (await ours.as("viewer").read((tx) => openItem(tx, ours.items.peanut ?? "")))?.draft.copies ??
      [];
    expect(kept).toMatchObject({ status: "trade", pricePaid: 777 });
  });
});

/** What matters here of the guard of then: even the owner of the tables is held by their policies. */
const FORMER_GUARD = `do $guard$ declare name regclass; begin
  for name in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy tenant on %s using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop; end $guard$`;

describe("a database of the version before", () => {
  const { adminUrl, prefix } = testInstallation();
  const { owner, tenantGroup } = namesOf(prefix);
  const name = `${prefix}_own_former${randomUUID().slice(0, 8)}`;
  const url = urlOfDatabase(adminUrl, name);
  const [our, their] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    const admin = postgres(adminUrl, { max: 1 });
    await admin.unsafe(`create database ${name} owner ${owner}`).finally(() => admin.end());
    const { migrations, ...rest } = await readSchema("tenant");
    const former = migrations.filter(({ name: one }) => one < "0005");
    const files = { ...rest, migrations: former, guard: FORMER_GUARD };
    const migration = { url, side: "tenant", owner, runtime: tenantGroup } as const;
    await migrate({ ...migration, files });
    const sql = postgres(url, { max: 1 });
    for (const tenant of [our, their])
      for (const statement of names.flatMap((one) => formerInserts(one, tenant)))
        await sql.unsafe(`set app.restoring = 'on'; ${statement}`);
    await sql.end();
    await migrate(migration);
  });
  afterAll(() => dropDatabase(name));

  test("is migrated with nothing lost, for each of its sites", async () => {
    const sql = postgres(url, { max: 1 });
    for (const tenant of [our, their]) {
      const rows = await sql<
        { slug: string; wanted: boolean; copies: [string, number | null][] }[]
      >`
        select i.slug, exists (select from wants w where w.item_id = i.id) as wanted,
          coalesce((select jsonb_agg(jsonb_build_array(c.status, p.price_paid) order by c.position) from copies c
            left join copy_private p on p.copy_id = c.id where c.item_id = i.id), '[]') as copies
        from items i where tenant_id = ${tenant}`;
      expect(Object.fromEntries(rows.map((row) => [row.slug, [row.wanted, row.copies]]))).toEqual(
        NOW,
      );
      const [left] = await sql`
        select count(*)::int as rows from copies where tenant_id = ${tenant}
          and (price_paid is not null or currency <> '')`;
      expect(left).toEqual({ rows: 0 });
      const [kept] = await sql`
        select count(*)::int as rows from copies where tenant_id = ${tenant} and label = 'l'
          and condition = 'mint' and note = 'seen'`;
      expect(kept).toEqual({ rows: 6 });
    }
    const loose = await sql`select relname from pg_class where relnamespace = 'public'::regnamespace
      and relkind = 'r' and not relforcerowsecurity`;
    await sql.end();
    expect(loose).toEqual([]);
  });
});
