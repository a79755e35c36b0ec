import { randomUUID } from "node:crypto";
import { eq, max, sql } from "drizzle-orm";
import type postgres from "postgres";
import { expect, test } from "vitest";
import { makeBeginnings } from "@/db/beginnings";
import type { WriteTx } from "@/db/scope";
import { chanceFrom } from "@/db/seed/chance";
import { asAdmin, describeTwins, draft, type Twin, type Twins } from "@/db/testing";
import { until } from "@/db/testing-private-server";
import { COPY_STATUSES, VISIBILITIES } from "../choices";
import { itemFacets } from "../facet-schema";
import { EMPTY_COPY, EMPTY_WANT } from "../item";
import type { FieldDraft } from "../own";
import { fields } from "../own-schema";
import { openItem, saveDraft, saveNewDraft } from "./drafts";
import { insertItems } from "./items";
import { addField, listFields, restoreField, trashField } from "./own-fields";
import { retypeField } from "./own-types";
import { countShelf } from "./shelf-counts";
import { changeRows } from "./table/change-rows";
import { BUILT_IN } from "./table/fields";
import { query } from "./testing-shelf";
import { emptyTrash, restoreItem, trashItem } from "./trash";
import { undoChangeSet } from "./undo";

const FIELD: Omit<FieldDraft, "label"> = {
  type: "choice",
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: ["high", "low"],
};

describeTwins("the sets of the shelf", (twins) => {
  const afterChanges = async (seed: number) => {
    const { ours } = twins();
    for await (const done of changes(ours, seed, 40)) {
      const [kept, counted] = await compare(twins(), ours);
      expect(kept, done).toEqual(counted);
    }
    const [kept] = await compare(twins(), ours);
    expect(kept.length).toBeGreaterThan(10);
    return kept;
  };

  const afterNight = async () => {
    const { ours } = twins();
    await makeBeginnings(ours.tenant.database, ours.tenant.id);
    const [kept, counted] = await compare(twins(), ours);
    expect(kept).toEqual(counted);
    return kept;
  };

  test.each([1, 2])(
    "are what counting finds for visitors and members after random changes of every kind (%i)",
    async (seed) => {
      expect((await afterChanges(seed)).some(([facet]) => facet === "begins")).toBe(false);
    },
    180_000,
  );

  test("are kept of how words begin too from the item on that makes a site large, after random changes", async () => {
    const { ours } = twins();
    await numberUpTo(ours, 32_767);
    for (const isLarge of [false, true]) {
      expect((await afterNight()).some(([facet]) => facet === "begins")).toBe(isLarge);
      await ours.as("owner").write((tx) => saveNewDraft(tx, randomUUID(), draft()));
    }
    expect((await afterChanges(3)).some(([facet]) => facet === "begins")).toBe(true);
  }, 180_000);

  test("are made of how words begin with what somebody was writing when it began, too", async () => {
    const { ours } = twins();
    await numberUpTo(ours, 40_000);
    await asAdmin(twins(), ours, async (sql) => {
      // So that it counts no change of a site; an administrator's reaches all.
      await sql`set app.restoring = 'on'`;
      await sql`delete from shelf_sets where tenant_id = ${ours.tenant.id} and facet = 'begins'`;
      const [begun, waited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const writing = ours.as("owner").write(async (tx) => {
        await saveNewDraft(tx, randomUUID(), draft({ name: "Xylophone" }));
        begun.resolve();
        await waited.promise;
      });
      await begun.promise;
      const night = afterNight();
      await until(
        async () =>
          (await sql`select from pg_locks where locktype = 'advisory' and not granted`).length > 0,
      );
      waited.resolve();
      await writing;
      expect((await night).some(([facet, value]) => facet === "begins" && value === "xy")).toBe(
        true,
      );
    });
  });

  test("are mended by counting anew, and only where that is asked for", async () => {
    const { ours, theirs } = twins();
    await asAdmin(twins(), ours, async (sql) => {
      // So that it counts no change of a site; an administrator's reaches all.
      await sql`set app.restoring = 'on'`;
      await sql`update shelf_sets set bits = ~bits where tenant_id = ${ours.tenant.id}`;
      const theirsKept = await keptOf(sql, theirs.tenant.id);
      await sql`select make_facets_anew(${ours.tenant.id})`;
      expect(await keptOf(sql, theirs.tenant.id)).toEqual(theirsKept);
    });
    const [kept, counted] = await compare(twins(), ours);
    expect(kept).toEqual(counted);
  });

  test("know a field that is offered since it is a choice, and no more when it is a text", async () => {
    const { ours } = twins();
    const scope = ours.as("owner");
    const id = await scope.write((tx) => addField(tx, { ...FIELD, label: "Retyped" }));
    const own = { [id]: ["high"] };
    await scope.write((tx) => saveNewDraft(tx, randomUUID(), draft({ own })));
    for (const type of ["text", "choice"] as const) {
      await scope.write((tx) => tx.update(fields).set({ type }).where(eq(fields.id, id)));
      await asAdmin(twins(), ours, async (sql) => {
        const kept = await keptOf(sql, ours.tenant.id);
        const counts = kept.filter(([facet]) => facet === "own.retyped").map((line) => line.at(-1));
        expect(counts).toEqual(type === "text" ? [] : [1, 1]);
      });
    }
  });

  test.each(["english words ", "日本語の文字"])(
    "outlive an undo that makes a long text a choice again: %s",
    async (piece) => {
      const { ours } = twins();
      const owner = ours.as("owner");
      const label = `Long ${randomUUID()}`;
      const id = await owner.write((tx) => addField(tx, { ...FIELD, label }));
      const retyped = await owner.during("test").write(async (tx) => {
        const change = { type: "long text", unit: "", choices: [] } as const;
        await retypeField(tx, id, change, { read: [], unread: [] });
        return tx.changeSet;
      });
      const own = { [id]: [piece.repeat(600)] };
      await owner.write((tx) => saveNewDraft(tx, randomUUID(), draft({ name: "Long", own })));
      await owner.write((tx) => undoChangeSet(tx, retyped));
      const key = await owner.read(
        async (tx) => (await listFields(tx)).find((one) => one.id === id)?.key,
      );
      const [kept] = await compare(twins(), ours);
      expect(kept.filter(([facet]) => facet === `own.${key}`)).toEqual([]);
      await owner.write((tx) => trashField(tx, id));
    },
  );

  test("of two who write at once add up, and neither waits in a circle", async () => {
    const { ours } = twins();
    const before = await ours.as("viewer").read((tx) => countShelf(tx, query()));
    const animals = ["Ant", "Bee", "Cat", "Dog"];
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        ours.as("editor").write(async (tx) => {
          const order = at % 2 ? animals : animals.toReversed();
          for (const animal of order)
            await saveNewDraft(tx, randomUUID(), draft({ name: `At once ${at}`, animal }));
        }),
      ),
    );
    expect(await ours.as("viewer").read((tx) => countShelf(tx, query()))).toBe(before + 32);
    const [kept, counted] = await compare(twins(), ours);
    expect(kept).toEqual(counted);
  });
});

/** Moves the numbers of a site's items on, so that the last one has this one. */
async function numberUpTo({ as }: Pick<Twin, "as">, last: number): Promise<void> {
  await as("owner").write(async (tx) => {
    const [now] = await tx.select({ last: max(itemFacets.ordinal) }).from(itemFacets);
    const by = last - (now?.last ?? 0);
    await tx.update(itemFacets).set({ ordinal: sql`${itemFacets.ordinal} + ${by}::int` });
  });
}

/** Changes a site at random and says after each what was done. */
async function* changes(ours: Twin, seed: number, times: number): AsyncGenerator<string> {
  const { next: chance, below, pick } = chanceFrom(`counts ${seed}`);
  const scope = ours.as("owner");
  const ids = Object.values(ours.items);
  const done: string[] = [];
  const fields: string[] = [];
  const trashed: string[] = [];
  const word = () => pick(["Bear", "bear", "BEAR", "Frog", "ÄFFLE", "äffle", ""]);
  const copy = () => ({
    ...EMPTY_COPY,
    status: pick(COPY_STATUSES),
    swingTag: pick(["1", "a", "A", ""]),
    condition: pick(["", "mint", "good"] as const),
    keptOff: chance() < 0.3,
  });
  const random = () => ({
    name: pick(["One", "Two"]),
    animal: word(),
    visibility: pick(VISIBILITIES),
    want: pick([null, EMPTY_WANT]),
    own: Object.fromEntries(fields.map((key) => [key, pick([[], ["high"], ["low"]])])),
  });
  const copiesOf = () => Array.from({ length: below(3) }, copy);
  const field = async (tx: WriteTx) => {
    const seenBy = pick(["everyone", "members"] as const);
    fields.push(await addField(tx, { ...FIELD, label: `Shelf ${randomUUID()}`, seenBy }));
  };
  const some = () => ids.filter(() => chance() < 0.5);
  const deeds: Readonly<Record<string, (tx: WriteTx) => Promise<unknown>>> = {
    add: async (tx) => {
      const id = randomUUID();
      await saveNewDraft(tx, id, draft({ ...random(), copies: copiesOf() }));
      ids.push(id);
    },
    "add several": async (tx) => {
      const added = Array.from({ length: 3 }, () => ({
        id: randomUUID(),
        draft: draft({ ...random(), copies: copiesOf() }),
      }));
      await insertItems(tx, added);
      ids.push(...added.map(({ id }) => id));
    },
    save: async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (!item || item.trashedAt) return;
      const kept = item.draft.copies
        .filter(() => chance() < 0.6)
        .map((one) => ({ ...one, ...copy(), id: one.id }));
      const copies = [...kept, ...copiesOf().map((one) => ({ ...one, id: null }))];
      await saveDraft(tx, item.id, { ...item.draft, ...random(), copies }, item.version);
    },
    trash: async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (item) await (item.trashedAt ? restoreItem : trashItem)(tx, item.id);
    },
    "bulk edit": async (tx) => {
      await changeRows(
        tx,
        some(),
        { do: "set", field: "status", value: pick(COPY_STATUSES) },
        BUILT_IN,
      );
      await changeRows(tx, some(), { do: "set", field: "animal", value: word() }, BUILT_IN);
      await changeRows(
        tx,
        some(),
        { do: "set", field: "visibility", value: pick(VISIBILITIES) },
        BUILT_IN,
      );
    },
    "bulk trash": async (tx) => changeRows(tx, [pick(ids)], { do: "trash" }, BUILT_IN),
    "empty the trash": async (tx) => chance() < 0.3 && emptyTrash(tx, 0),
    "add a field": field,
    "trash a field": async (tx) => {
      const id = fields.length > 1 && fields.pop();
      if (!id) return;
      trashed.push(id);
      await trashField(tx, id);
    },
    "restore a field": async (tx) => {
      const id = trashed.pop();
      if (!id) return;
      fields.push(id);
      await restoreField(tx, id);
    },
    undo: async (tx) => {
      if (done.length > 0)
        await undoChangeSet(tx, pick(done), { over: chance() < 0.5 ? "all" : [] }).catch(
          (error: { status?: number }) => {
            if (error.status !== 404 && error.status !== 409) throw error;
          },
        );
    },
  };
  await scope.write(field);
  for (let time = 0; time < times; time++) {
    const name = pick(Object.keys(deeds));
    await scope
      .write(async (tx) => {
        await deeds[name]?.(tx);
        done.push(tx.changeSet);
      })
      .catch((error: { status?: number }) => {
        if (error.status === undefined) throw error;
      });
    yield `${time}: ${name}`;
  }
}

interface Row {
  readonly facet: string;
  readonly value: string;
  readonly members: boolean;
  readonly count: number;
  readonly items: string;
}

type Line = readonly [
  facet: string,
  value: string,
  audience: string,
  items: readonly string[],
  count: number,
];

/** What is kept, and what counting the tables themselves finds. */
async function compare(all: Twins, { tenant }: Twin): Promise<[Line[], Line[]]> {
  return asAdmin(all, { tenant }, async (sql) => [
    await keptOf(sql, tenant.id),
    await countedOf(sql, tenant.id),
  ]);
}

async function keptOf(sql: postgres.Sql, tenant: string): Promise<Line[]> {
  const rows = await sql<Row[]>`
    select s.facet, s.value, s.for_members as members, sum(bit_count(s.bits))::int as count,
      string_agg(here.items, ' ' order by s.part) as items
    from (select * from shelf_sets where facet <> 'begins' or value <> '') s cross join lateral (
      select string_agg(f.item_id::text, ' ' order by f.item_id) as items from item_facets f
      where f.tenant_id = s.tenant_id and f.facet = 'all' and f.ordinal / 4096 = s.part
        and get_bit(s.bits, f.ordinal % 4096) = 1) here
    where s.tenant_id = ${tenant} group by 1, 2, 3`;
  return inOrder(rows);
}

async function countedOf(sql: postgres.Sql, tenant: string): Promise<Line[]> {
  const rows = await sql<Row[]>`
    with seen as (
      select i.*, true as members from items i where trashed_at is null and tenant_id = ${tenant}
      union all
      select i.*, false from items i where trashed_at is null and visibility = 'public' and tenant_id = ${tenant}),
    held as (
      select s.members, c.* from seen s join copies c on c.item_id = s.id and (s.members or not c.kept_off)),
    said (members, facet, value, item) as (
      select members, 'all', '', id from seen
      union select members, 'animal', lower(animal collate "und-x-icu"), id from seen where animal <> ''
      union select members, 'status', status, item_id from held
      union select members, 'tag', lower(swing_tag collate "und-x-icu"), item_id from held where swing_tag <> ''
      union select members, 'condition', condition, item_id from held where condition <> ''
      union select s.members, 'status', 'wanted', s.id from seen s join wants w on w.item_id = s.id
      union select s.members, 'own.' || f.key, v.text, s.id from seen s join field_values v on v.item_id = s.id
        join fields f on f.id = v.field_id
        where f.type in ('choice', 'choices', 'yes/no') and length(v.text) <= 80 and (s.members or (f.seen_by = 'everyone' and f.trashed_at is null))
      union select s.members, 'begins', substr(w.word, 1, 2), s.id from seen s join item_words w on w.item_id = s.id
        where (s.members or not w.for_members) and (
          select max(ordinal) from item_facets where tenant_id = ${tenant}) >= 32768)
    select facet, value, members, count(*)::int as count, string_agg(item::text, ' ' order by item) as items from said
    group by 1, 2, 3`;
  return inOrder(rows);
}

function inOrder(rows: readonly Row[]): Line[] {
  const lines = rows.map(
    ({ facet, value, members, items, count }): Line => [
      facet,
      value,
      members ? "members" : "visitors",
      // Spellings have sets of their own.
      items.split(" ").sort(),
      count,
    ],
  );
  return lines.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
