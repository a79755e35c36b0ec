import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listViolations } from "./contract";
import { namesOf, urlOfDatabase } from "./setup";
import { copyOfTemplate, dropDatabase, testInstallation } from "./testing-server";

const DROP_REFERENCE =
  "alter table copies drop constraint copies_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk";

describe("the catalogue contract", () => {
  let sql: postgres.Sql;
  let name: string;
  let group: string;

  beforeAll(async () => {
    const { prefix, adminUrl } = testInstallation();
    group = namesOf(prefix).tenantGroup;
    name = `${prefix}_contract_${process.pid}`;
    await copyOfTemplate("tenant", name);
    sql = postgres(urlOfDatabase(adminUrl, name), { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await sql.end();
    await dropDatabase(name);
  });

  test("every table there is keeps it", async () => {
    expect(await listViolations(sql, group)).toEqual([]);
  });

  const MUTANTS: [string, string, RegExp][] = [
    [
      "a table without a tenant",
      "create table loose (id uuid primary key)",
      /loose has no tenant_id/,
    ],
    [
      "row-level security switched off",
      "alter table items disable row level security",
      /items has row-level/,
    ],
    ["FORCE forgotten", "alter table items no force row level security", /items does not force/],
    ["the policy gone", "drop policy tenant on items", /items has other permissive/],
    [
      "a second, wider policy",
      "create policy wide on items using (true)",
      /items has other permissive/,
    ],
    [
      "a policy that casts the column",
      "drop policy tenant on items; create policy tenant on items using (tenant_id::text = current_setting('app.tenant_id', true))",
      /items has other permissive/,
    ],
    [
      "no WITH CHECK of its own kind",
      "drop policy tenant on items; create policy tenant on items using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)) with check (true)",
      /items has other permissive/,
    ],
    [
      "a reference without the tenant",
      "create unique index lone on items (id); alter table copies add foreign key (item_id) references items (id)",
      /refers to items without the tenant/,
    ],
    [
      "a slug unique across tenants",
      "alter table items add constraint everywhere unique (slug)",
      /everywhere is unique across tenants/,
    ],
    [
      "a unique index across tenants",
      "create unique index everywhere on items (lower(slug))",
      /unique across tenants/,
    ],
    ["TRUNCATE granted", "grant truncate on items to @group@", /items may be truncated/],
    ["ownership given to the runtime", "alter table items owner to @group@", /items is owned by/],
    [
      "tenant_id no longer filled in",
      "alter table items alter column tenant_id drop default",
      /items does not fill/,
    ],
    [
      "a table that doesn't say who may see its rows",
      "create table papers (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))",
      /papers doesn't say who may see its rows/,
    ],
    ["prices open to visitors", "drop policy audience on copies", /copies has other restrictive/],
    [
      "copies seen by whoever sees any item",
      "alter policy audience on copies using ((select current_setting('app.audience', true)) = 'members' or exists (select from items))",
      /copies has other restrictive/,
    ],
    [
      "members open to visitors",
      "alter policy audience on members using (true)",
      /members has other restrictive/,
    ],
    ["senders who change items", "drop policy updating on items", /items has other restrictive/],
    [
      "senders who add what they like",
      "alter policy inserting on messages with check (true)",
      /messages has other restrictive/,
    ],
    [
      "messages open to viewers",
      "alter policy audience on messages using ((select current_setting('app.audience', true)) = any (array['members', 'viewers']))",
      /messages has other restrictive/,
    ],
    [
      "photos that no page notices",
      "drop trigger touch_site on photos",
      /photos lacks the trigger/,
    ],
    [
      "copies that could be shown while their item is hidden",
      `${DROP_REFERENCE}; alter table copies add foreign key (tenant_id, item_id) references items (tenant_id, id)`,
      /copies could be shown while its row of items is hidden/,
    ],
    [
      "copies that stay as they were when their item is hidden",
      `${DROP_REFERENCE}; alter table copies add foreign key (tenant_id, item_id, hidden) references items (tenant_id, id, hidden)`,
      /copies could be shown/,
    ],
    [
      "copies that were hidden wrongly before and never looked at",
      `${DROP_REFERENCE}; alter table copies add foreign key (tenant_id, item_id, hidden) references items (tenant_id, id, hidden) on update cascade not valid`,
      /copies could be shown/,
    ],
    [
      "tags that don't say whether they are hidden",
      "alter table item_tags alter column hidden drop not null",
      /item_tags could be shown/,
    ],
    [
      "photos of no item that visitors could see",
      "alter table photos drop constraint photos_hidden",
      /photos could be shown/,
    ],
    [
      "photos that can't learn whether they are hidden",
      "drop trigger take_hidden on photos",
      /photos lacks the trigger take_hidden/,
    ],
    [
      "photos that stay hidden or shown when they change hands",
      "drop trigger take_hidden_anew on photos",
      /photos lacks the trigger take_hidden_anew/,
    ],
    [
      "copies whose changes nobody keeps",
      "drop trigger keep_change_update on copies",
      /copies lacks the trigger keep_change_update/,
    ],
    [
      "a tenant who may add to the catalogue of products",
      "grant insert on catalogue.entries to @group@",
      /catalogue\.entries grants the runtime role INSERT, SELECT and not SELECT/,
    ],
    [
      "one who may rewrite a fact",
      "grant update (value) on catalogue.facts to @group@",
      /catalogue\.facts is granted to .*_tenant \(a column\)/,
    ],
    [
      "one who owns a table of it",
      "alter table catalogue.products owner to @group@",
      /catalogue\.products is owned by .*_tenant/,
    ],
    [
      "one who may make tables in it",
      "grant create on schema catalogue to @group@",
      /may create things in the schema catalogue/,
    ],
    [
      "a catalogue that notes whose a row is",
      "alter table catalogue.entries add tenant_id uuid",
      /catalogue\.entries has a column of a tenant: tenant_id/,
    ],
    [
      "a catalogue that counts what sites own",
      "create table catalogue.owned (entry text, sites int); grant select, insert on catalogue.owned to @group@",
      /catalogue\.owned grants the runtime role INSERT, SELECT and not nothing/,
    ],
    [
      "items that refer to it, so that a pack could not drop an entry",
      "alter table items add foreign key (line) references catalogue.lines (key) not valid",
      /public\.items refers to catalogue\.lines/,
    ],
    [
      "a trigger in it, which would run with a load",
      "create trigger spy after insert on catalogue.entries execute function touch_site()",
      /catalogue\.entries has a trigger: spy/,
    ],
    [
      "a catalogue that everyone may read",
      "grant select on catalogue.facts to public",
      /catalogue\.facts is granted to everyone/,
    ],
    ["a view that would run as its owner", "create view peek as select * from items", /peek/],
  ];

  test.each(MUTANTS)("catches %s", async (_, statement, sentence) => {
    const broken = new Error("rolled back");
    const inMutant = sql.begin(async (tx) => {
      await tx.unsafe(statement.replaceAll("@group@", group));
      const found = await listViolations(tx, group);
      expect(found.join("\n")).toMatch(sentence);
      throw broken;
    });
    await expect(inMutant).rejects.toBe(broken);
    expect(await listViolations(sql, group)).toEqual([]);
  });
});
