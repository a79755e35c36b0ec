import { randomUUID } from "node:crypto";
import { asc, eq, inArray } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { chanceFrom } from "@/db/seed/chance";
import { describeTwins, draft, type Twin } from "@/db/testing";
import { copies } from "../copy-schema";
import { EMPTY_COPY, EMPTY_WANT } from "../item";
import { items, itemTags } from "../schema";
import { openItem, saveDraft, saveNewDraft } from "./drafts";
import { insertItems } from "./items";
import { addField, restoreField, trashField } from "./own-fields";
import { changeRows } from "./table/change-rows";
import { BUILT_IN } from "./table/fields";
import { emptyTrash, restoreItem, trashItem } from "./trash";
import { undoChangeSet } from "./undo";

/** Few, so that an item says each in several places, to everybody here and to members there. */
const TEXTS = [
  "",
  "red",
  "Deep red",
  "deep-red, 1995",
  "Élan-vital élan",
  "ぬいぐるみの青い熊",
  "ตุ๊กตา red",
  "!!!",
  "USD 12.50 red",
];

describeTwins("the words of items", (twins) => {
  test.each([1, 2])(
    "are those of all their texts after random changes of every kind (%i)",
    async (seed) => {
      const { ours, theirs } = twins();
      const admin = new Map(
        [ours, theirs].map(({ tenant }) => [
          tenant,
          postgres(twins().adminUrl(tenant.database.name), { max: 1, onnotice: () => {} }),
        ]),
      );
      const before = await keptOf(admin.get(theirs.tenant), theirs);
      for await (const done of changes(ours, seed, 40)) {
        const kept = await keptOf(admin.get(ours.tenant), ours);
        expect(kept, done).toEqual(await saidOf(admin.get(ours.tenant), ours));
        expect(kept.length, done).toBeGreaterThan(10);
      }
      expect(await keptOf(admin.get(theirs.tenant), theirs)).toEqual(before);
      for (const sql of admin.values()) await sql.end();
    },
    180_000,
  );
});

/** Changes a site at random and says after each what was done. */
async function* changes(ours: Twin, seed: number, times: number): AsyncGenerator<string> {
  const { next: chance, below, pick } = chanceFrom(`words ${seed}`);
  const scope = ours.as("owner");
  const ids = Object.values(ours.items);
  const done: string[] = [];
  const fields: string[] = [];
  const trashed: string[] = [];
  const text = () => pick(TEXTS);
  const own = () =>
    Object.fromEntries(fields.map((id) => [id, pick([[], ["red"], ["Deep red"], ["blue"]])]));
  const copy = () => ({
    ...EMPTY_COPY,
    note: text(),
    label: text(),
    privateNote: text(),
    acquiredFrom: text(),
    pricePaid: pick([null, 1250, 99]),
    currency: "USD",
    keptOff: chance() < 0.4,
  });
  const random = () => ({
    name: pick(["Red", "Deep red", "青い熊"]),
    colour: text(),
    story: `${text()} ${text()}`,
    introduced: pick(["", "1995", "1995-06-03", "--06-03"]),
    tags: [...new Set([text(), text()])].filter((tag) => tag !== ""),
    want: pick([null, EMPTY_WANT, { ...EMPTY_WANT, note: text() }]),
    own: own(),
  });
  const copiesOf = () => Array.from({ length: below(3) }, copy);
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
        .filter(() => chance() < 0.7)
        .map((one) => ({ ...one, ...copy(), id: one.id }));
      const all = [...kept, ...copiesOf().map((one) => ({ ...one, id: null }))];
      const facts = pick([{}, random()]);
      await saveDraft(tx, item.id, { ...item.draft, ...facts, copies: all }, item.version);
    },
    "bulk edit": async (tx) => {
      for (const field of ["colour", "note"])
        await changeRows(tx, some(), { do: "set", field, value: text() }, BUILT_IN);
      await changeRows(tx, some(), { do: "add", field: "tags", value: "red" }, BUILT_IN);
      await changeRows(
        tx,
        some(),
        { do: "set", field: "visibility", value: pick(["public", "private"]) },
        BUILT_IN,
      );
    },
    "keep copies off the page": (tx) =>
      tx
        .update(copies)
        .set({ keptOff: pick([true, false]) })
        .where(inArray(copies.itemId, some())),
    "move copies to another item": async (tx) => {
      const there = await tx.select({ id: items.id }).from(items).orderBy(asc(items.id));
      await tx
        .update(copies)
        .set({ itemId: pick(there).id })
        .where(eq(copies.note, text()));
    },
    "rename a tag": (tx) =>
      tx.update(itemTags).set({ tag: randomUUID() }).where(eq(itemTags.tag, text())),
    trash: async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (item) await (item.trashedAt ? restoreItem : trashItem)(tx, item.id);
    },
    "empty the trash": async (tx) => chance() < 0.3 && emptyTrash(tx, 0),
    "add a field": async (tx) => {
      fields.push(
        await addField(tx, {
          ...{ label: `Words ${randomUUID()}`, type: "text", of: "item", seenBy: "everyone" },
          ...{ group: "", unit: "", choices: [] },
        } as const),
      );
    },
    "trash a field": async (tx) => {
      const id = fields.pop();
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
        await undoChangeSet(tx, pick(done), { over: pick(["all" as const, []]) }).catch(
          (error: { status?: number }) => {
            if (error.status !== 404 && error.status !== 409) throw error;
          },
        );
    },
  };
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

/** Which words each item has, and whether for members alone. */
async function keptOf(sql: postgres.Sql | undefined, { tenant }: Twin): Promise<string[]> {
  const rows = await sql?.unsafe<{ line: string }[]>(
    `select concat_ws(' ', item_id, word, for_members) as line from item_words where tenant_id = '${tenant.id}'`,
  );
  return (rows ?? []).map(({ line }) => line).sort();
}

/** The same, of all texts that there are now. */
async function saidOf(sql: postgres.Sql | undefined, { tenant }: Twin): Promise<string[]> {
  const rows = await sql?.unsafe<{ line: string }[]>(`
    select concat_ws(' ', t.item_id, w.word, bool_and(t.for_members)) as line
    from texts_of(array(select id from items where tenant_id = '${tenant.id}'), '${tenant.id}') t
      cross join lateral unnest(search_words(t.said, t.joined)) w (word)
    where t.said <> '' group by t.item_id, w.word`);
  return (rows ?? []).map(({ line }) => line).sort();
}
