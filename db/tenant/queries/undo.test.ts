import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "vitest";
import { builderOver } from "@/db/pools/queries";
import type { Scope, WriteTx } from "@/db/scope";
import { chanceFrom } from "@/db/seed/chance";
import { describeTwins, draft, type Twin, type Twins } from "@/db/testing";
import { defaultSkin } from "@/themes/presets";
import { COPY_STATUSES, GONE, OBSERVATION_KINDS } from "../choices";
import { EMPTY_COPY, EMPTY_WANT } from "../item";
import { openItem, saveDraft, saveNewDraft } from "./drafts";
import { keepExchangeRate } from "./exchange-rates";
import { addItem, findItemBySlug } from "./items";
import { giveBack, lendCopy, listLoansOf } from "./loans";
import { removePhoto } from "./loose-photos";
import {
  addObservation,
  changeObservation,
  listObservations,
  removeObservation,
} from "./observations";
import { addField, listFields, trashField } from "./own-fields";
import { addPhoto, arrangePhotos, describePhoto } from "./photos";
import { getSite, nameSite, wearSkin } from "./site";
import { restoreItem, trashItem } from "./trash";
import { planUndo, undoChangeSet, undoWhole } from "./undo";

describeTwins("taking back", (twins) => {
  const write = async (work: (tx: WriteTx) => Promise<unknown>, as: Scope = editor()) =>
    as.write(async (tx) => {
      await work(tx);
      return tx.changeSet;
    });
  const editor = () => twins().ours.as("editor").during("test");
  const undo = (id: string, over?: "all" | readonly string[]) =>
    editor().write((tx) => undoChangeSet(tx, id, { over }));
  const plan = (id: string) => editor().read((tx) => planUndo(tx, id));
  const open = async (id: string) => {
    const item = await editor().read((tx) => openItem(tx, id));
    if (!item) throw new Error("There is no such item.");
    return item;
  };
  const add = (name: string, more: Parameters<typeof draft>[0] = {}) =>
    editor().write(async (tx) => ({
      ...(await addItem(tx, draft({ name, tags: ["kept"], copies: [COPY], ...more }))),
      changeSet: tx.changeSet,
    }));
  const edit = async (id: string, change: Parameters<typeof draft>[0]) => {
    const { draft: before, version } = await open(id);
    return write((tx) => saveDraft(tx, id, { ...before, ...change }, version));
  };

  test.each([1, 2, 3])(
    "random changes, and undos of any of them, leave the start when all are taken back (%i)",
    async (seed) => {
      const { ours } = twins();
      const start = await checksum(twins(), ours);
      const done = await changeAtRandom(ours, seed, 40);
      expect(await checksum(twins(), ours)).not.toBe(start);
      for (const id of done.toReversed()) await ours.as("owner").write((tx) => undoAll(tx, id));
      expect(await checksum(twins(), ours)).toBe(start);
    },
    120_000,
  );

  test("a save is taken back with its copies and tags, and its item has a later version", async () => {
    const { id } = await add("Saved", { copies: [COPY, { ...COPY, label: "Second" }] });
    const before = await open(id);
    const [first] = before.draft.copies;
    const changeSet = await edit(id, {
      name: "Changed",
      tags: ["new"],
      copies: [{ ...COPY, label: "New" }, ...(first ? [{ ...first, pricePaid: 1 }] : [])],
    });
    expect(await plan(changeSet)).toMatchObject({ leftAlone: 0 });
    await undo(changeSet);
    const after = await open(id);
    expect(after.draft).toEqual(before.draft);
    expect(BigInt(after.version)).toBeGreaterThan(BigInt(before.version));
    const stale = editor().write((tx) => saveDraft(tx, id, draft({ name: "x" }), before.version));
    await expect(stale).rejects.toMatchObject({ name: "Refusal", status: 409 });
  });

  test("an undo is taken back like anything else, and so is that", async () => {
    const { id } = await add("Again");
    const changeSet = await edit(id, { name: "Once more" });
    const first = await write((tx) => undoChangeSet(tx, changeSet));
    expect((await open(id)).draft.name).toBe("Again");
    const second = await write((tx) => undoChangeSet(tx, first));
    expect((await open(id)).draft.name).toBe("Once more");
    await undo(second);
    expect((await open(id)).draft.name).toBe("Again");
  });

  test("what was changed since is named and left alone, and put back when chosen, that alone", async () => {
    const { id } = await add("Since", { colour: "Blue" });
    const other = await add("Beside", { colour: "Blue" });
    const both = await write(async (tx) => {
      for (const one of [id, other.id]) {
        const there = await openItem(tx, one);
        if (there) await saveDraft(tx, one, { ...there.draft, colour: "Red" }, there.version);
      }
    });
    await edit(id, { story: "Written since" });
    expect(await plan(both)).toMatchObject({
      clear: 1,
      leftAlone: 1,
      first: [{ thing: id, name: "Since", tableName: "items", standing: "changed" }],
    });
    await undo(both);
    expect((await open(other.id)).draft.colour).toBe("Blue");
    expect((await open(id)).draft.colour).toBe("Red");
    await undo(both, [id]);
    expect((await open(id)).draft).toMatchObject({ colour: "Blue", story: "Written since" });
  });

  test("asked for whole, nothing is taken back while something would be left alone, and that is named", async () => {
    const whole = (set: string) => editor().write((tx) => undoWhole(tx, set));
    const one = await add("One of two", { colour: "Blue" });
    const other = await add("Other of two", { colour: "Blue" });
    const both = await write(async (tx) => {
      for (const { id } of [one, other]) {
        const there = await openItem(tx, id);
        if (there) await saveDraft(tx, id, { ...there.draft, colour: "Red" }, there.version);
      }
    });
    const since = await edit(one.id, { colour: "Green" });
    expect(await whole(both)).toMatchObject({
      ...{ clear: 1, leftAlone: 1 },
      first: [{ thing: one.id, name: "One of two", standing: "changed" }],
    });
    expect((await open(other.id)).draft.colour).toBe("Red");
    await undo(since);
    expect(await whole(both)).toEqual({ rows: 2 });
    expect((await open(one.id)).draft.colour).toBe("Blue");
    expect((await open(other.id)).draft.colour).toBe("Blue");
  });

  test("a plan names what is left alone by name, whatever keeps it, and what it calls clear is what is taken back", async () => {
    const label = async (id: string, text: string, tx: WriteTx) => {
      const there = await openItem(tx, id);
      const copies = there?.draft.copies.map((copy) => ({ ...copy, label: text })) ?? [];
      if (there) await saveDraft(tx, id, { ...there.draft, copies }, there.version);
    };
    const named = ["Zeta", "Mid", "Alpha", "Ready"];
    const ids: string[] = [];
    for (const name of named) ids.push((await add(`${name} of a plan`)).id);
    const [zeta = "", mid = "", alpha = "", ready = ""] = ids;
    const all = await write(async (tx) => {
      for (const id of ids) await label(id, "Labelled", tx);
    });
    await write((tx) => label(zeta, "Since", tx));
    await edit(alpha, { copies: [] });
    await write((tx) => label(mid, "Since", tx));
    const left = { tableName: "copies", detail: "" };
    expect(await plan(all)).toEqual({
      clear: 1,
      leftAlone: 3,
      first: [
        { ...left, thing: alpha, name: "Alpha of a plan", standing: "gone" },
        { ...left, thing: mid, name: "Mid of a plan", standing: "changed" },
        { ...left, thing: zeta, name: "Zeta of a plan", standing: "changed" },
      ],
    });
    expect(await undo(all)).toEqual({ rows: 1 });
    expect((await open(ready)).draft.copies[0]?.label).toBe("");
    expect((await open(mid)).draft.copies[0]?.label).toBe("Since");
    expect(await plan(all)).toMatchObject({ clear: 0, leftAlone: 3 });
    expect(await undo(all, "all")).toEqual({ rows: 2 });
    expect((await open(mid)).draft.copies[0]?.label).toBe("");
  });

  test("a plan is made once, because that of a bulk edit takes seconds", async () => {
    const sent: string[] = [];
    const builder = builderOver(async ({ text }) => {
      sent.push(text);
      return [];
    });
    // Stands in for a scope's transaction, to learn the statements and run none.
    const tx = Object.assign(builder, { actor: { kind: "system" } }) as never;
    await expect(planUndo(tx, randomUUID())).rejects.toMatchObject({ status: 404 });
    expect(sent.join("\n").match(/plan_undo\(/g)).toHaveLength(1);
  });

  test("an item that was added goes with all that came with it, and stays whole where somebody went on with it", async () => {
    const alone = await add("Alone");
    await undo(alone.changeSet);
    expect(await editor().read((tx) => openItem(tx, alone.id))).toBeNull();
    const worked = await add("Worked on");
    const photo = await write((tx) => addPhoto(tx, worked.id, photoOf("worked")));
    expect(await undo(worked.changeSet)).toEqual({ rows: 0 });
    expect((await open(worked.id)).draft).toMatchObject({ tags: ["kept"], copies: [COPY] });
    await undo(photo);
    expect((await undo(worked.changeSet)).rows).toBeGreaterThan(0);
    expect(await editor().read((tx) => openItem(tx, worked.id))).toBeNull();
  });

  test("an address that was taken meanwhile is told before, and nothing of the item comes back", async () => {
    const first = await add("Taken address");
    const undone = await write((tx) => undoChangeSet(tx, first.changeSet));
    const second = await add("Taken address");
    expect(second.slug).toBe(first.slug);
    const told = await plan(undone);
    expect(told.clear).toBe(0);
    expect(told.first).toContainEqual({
      thing: first.id,
      name: "Taken address",
      tableName: "items",
      standing: "taken",
      detail: "slug",
    });
    expect(await undo(undone, "all")).toEqual({ rows: 0 });
    await undo(second.changeSet);
    await undo(undone);
    expect((await open(first.id)).draft).toMatchObject({ tags: ["kept"], copies: [COPY] });
  });

  test("what is unique among some rows only is told before, and comes back once it is free", async () => {
    const field = (label: string) =>
      ({
        label,
        type: "text",
        of: "item",
        seenBy: "everyone",
        group: "",
        unit: "",
        choices: [],
      }) as const;
    const make = async (label: string) => {
      let id = "";
      const changeSet = await write(async (tx) => {
        id = await addField(tx, field(label));
      });
      return { id, changeSet };
    };
    const first = await make("Stuffing");
    const trashed = await write((tx) => trashField(tx, first.id));
    const second = await make("stuffing");
    // Of two of one name in the trash none stands in the way of the other.
    const third = await make("Whiskers");
    const thirdTrashed = await write((tx) => trashField(tx, third.id));
    expect((await plan(thirdTrashed)).clear).toBe(1);
    const taken = {
      thing: first.id,
      tableName: "fields",
      standing: "taken",
      detail: "folded",
    };
    expect(await plan(trashed)).toMatchObject({ clear: 0, leftAlone: 1, first: [taken] });
    expect(await undo(trashed, "all")).toEqual({ rows: 0 });
    await undo(second.changeSet);
    expect(await plan(trashed)).toMatchObject({ clear: 1, leftAlone: 0 });
    await undo(trashed);
    const labels = (await editor().read(listFields)).map(({ label }) => label);
    expect(labels).toContain("Stuffing");
    expect(labels).not.toContain("stuffing");
  });

  test("a tag that somebody gave again is no obstacle", async () => {
    const { id } = await add("Tagged", { tags: ["error"] });
    const taken = await edit(id, { tags: [] });
    await edit(id, { tags: ["error"] });
    expect(await plan(taken)).toMatchObject({ clear: 0, leftAlone: 0 });
    expect(await undo(taken)).toEqual({ rows: 0 });
    expect((await open(id)).draft.tags).toEqual(["error"]);
  });

  test("trash, return and photos are taken back, with the ids they had", async () => {
    const { id, slug } = await add("Shown");
    const photos = [0, 1, 2].map((number) => photoOf(`shown-${number}`));
    for (const photo of photos) await write((tx) => addPhoto(tx, id, photo));
    const before = await open(id);
    const [first, , third] = before.photos;
    const sets = [
      await write((tx) => removePhoto(tx, first?.id ?? "")),
      await write((tx) => arrangePhotos(tx, id, [third?.id ?? ""])),
      await write((tx) => describePhoto(tx, third?.id ?? "", "Seen from the left")),
      await write((tx) => trashItem(tx, id)),
      await write((tx) => restoreItem(tx, id)),
    ];
    for (const changeSet of sets.toReversed()) await undo(changeSet);
    expect((await open(id)).photos).toEqual(before.photos);
    expect(
      await twins()
        .ours.as("visitor")
        .read((tx) => findItemBySlug(tx, slug)),
    ).not.toBeNull();
  });

  test("search finds what is there after an undo, and nothing else", async () => {
    const { ours } = twins();
    const { id } = await add("Wordy", { animal: "Walrus" });
    const changeSet = await edit(id, { animal: "Zebra" });
    expect(await wordsOf(twins(), ours, id)).toContain("zebra");
    await undo(changeSet);
    expect(await wordsOf(twins(), ours, id)).toContain("walrus");
    expect(await wordsOf(twins(), ours, id)).not.toContain("zebra");
  });

  test("work in several transactions is one change set and one undo", async () => {
    const ids = [await add("Part 1"), await add("Part 2")].map((one) => one.id);
    const changeSet = randomUUID();
    const scope = twins().ours.as("editor").during("set visibility", changeSet);
    for (const id of ids) {
      const { draft: before, version } = await open(id);
      await write((tx) => saveDraft(tx, id, { ...before, visibility: "unlisted" }, version), scope);
    }
    await undo(changeSet);
    for (const id of ids) expect((await open(id)).draft.visibility).toBe("public");
  });

  test("viewers take nothing back, editors nothing of the owners', and an unknown set is none", async () => {
    const { ours, theirs } = twins();
    const { id } = await add("Not theirs");
    const changeSet = await edit(id, { name: "Still not" });
    const named = await write((tx) => nameSite(tx, "Another name"), ours.as("owner"));
    const as = (who: "viewer" | "editor" | "owner", set: string, twin = ours) =>
      twin.as(who).write((tx) => undoChangeSet(tx, set, { over: "all" }));
    await expect(as("viewer", changeSet)).rejects.toMatchObject({ status: 403 });
    await expect(as("editor", named)).rejects.toMatchObject({ status: 403 });
    await expect(as("owner", randomUUID())).rejects.toMatchObject({ status: 404 });
    // Theirs never heard of it.
    await expect(as("owner", changeSet, theirs)).rejects.toMatchObject({ status: 404 });
    expect((await open(id)).draft.name).toBe("Still not");
    await as("owner", named);
    expect((await ours.as("owner").read(getSite)).name).toBe(ours.tenant.slug);
  });

  test("after 30 days nothing is taken back", async () => {
    const { ours, adminUrl } = twins();
    const { id } = await add("Long ago");
    const changeSet = await edit(id, { name: "Lately" });
    const sql = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    const age = (days: number) =>
      sql`update change_sets set at = now() - make_interval(days => ${days}) where id = ${changeSet}`;
    await age(31);
    await expect(undo(changeSet)).rejects.toMatchObject({ name: "Refusal", status: 409 });
    await age(29);
    await sql.end();
    await undo(changeSet);
    expect((await open(id)).draft.name).toBe("Long ago");
  });
});

const COPY = { ...EMPTY_COPY, condition: "mint", pricePaid: 100, currency: "EUR" } as const;

function photoOf(name: string) {
  return { key: `photos/${name}`, width: 4, height: 3, colour: "#aabbcc", alt: "" };
}

/** @returns the change sets in their order, those of undos among them */
async function changeAtRandom(ours: Twin, seed: number, times: number): Promise<string[]> {
  const { next: chance, below, pick } = chanceFrom(`undo ${seed}`);
  const scope = ours.as("owner");
  const ids = Object.values(ours.items);
  const done: string[] = [];
  const word = () => pick(["Ångström", "Bär", "c", "Dö", "e f", "ギ"]) + below(4);
  const some = <T>(make: () => T) => Array.from({ length: below(4) }, make);
  const random = () => ({
    name: word(),
    variant: word(),
    want: pick([null, { ...EMPTY_WANT, note: word(), highest: below(900), currency: "EUR" }]),
    story: word(),
    tags: [...new Set(some(word))],
  });
  const photosOf = async (tx: WriteTx) => (await openItem(tx, pick(ids)))?.photos ?? [];
  const deeds: ((tx: WriteTx) => Promise<unknown>)[] = [
    async (tx) => {
      const id = randomUUID();
      await saveNewDraft(tx, id, draft({ ...random(), copies: some(() => COPY) }));
      ids.push(id);
    },
    async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (!item || item.trashedAt) return;
      const copies = [
        ...item.draft.copies
          .filter(() => chance() < 0.7)
          .map((one) => ({
            ...one,
            note: word(),
            status: pick(COPY_STATUSES),
            privateNote: pick(["", word()]),
            pricePaid: pick([null, below(900)]),
            currency: "EUR",
          })),
        ...some(() => ({ ...COPY, id: null, label: word() })),
      ];
      await saveDraft(tx, item.id, { ...item.draft, ...random(), copies }, item.version);
    },
    async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (item) await (item.trashedAt ? restoreItem : trashItem)(tx, item.id);
    },
    async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (item) await addPhoto(tx, item.id, photoOf(randomUUID()));
    },
    async (tx) => {
      for (const { id } of await photosOf(tx)) if (chance() < 0.5) await removePhoto(tx, id);
    },
    async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (item?.photos.length) await arrangePhotos(tx, item.id, [pick(item.photos).id]);
    },
    async (tx) => {
      const item = await openItem(tx, pick(ids));
      if (!item || item.trashedAt) return;
      const copyIds = item.draft.copies.map((copy) => copy.id);
      const copyId = copyIds.length > 0 && chance() < 0.5 ? pick(copyIds) : null;
      const seen = {
        kind: copyId ? "appraised" : pick(OBSERVATION_KINDS),
        copyId,
        condition: pick(["", "mint"] as const),
        observed: `20${10 + below(12)}`,
        source: word(),
        amount: below(900),
        currency: pick(["EUR", "USD"]),
      } as const;
      const there = await listObservations(tx, item.id);
      if (there.length === 0 || chance() < 0.6)
        return addObservation(tx, item.id, { id: randomUUID(), ...seen });
      if (chance() < 0.5) return changeObservation(tx, { id: pick(there).id, ...seen });
      await removeObservation(tx, pick(there).id);
    },
    async (tx) => {
      await keepExchangeRate(tx, {
        id: randomUUID(),
        from: "USD",
        to: "EUR",
        day: `2024-01-0${1 + below(3)}`,
        rate: `0.${1 + below(9)}`,
      });
    },
    async (tx) => {
      const item = await openItem(tx, pick(ids));
      const [out] = (await listLoansOf(tx, item?.id ?? randomUUID())).filter(
        ({ backOn }) => backOn === null,
      );
      if (!item || item.trashedAt) return;
      if (out && chance() < 0.8) await giveBack(tx, { id: out.id, backOn: "2026-02-01" });
      const copy = item.draft.copies.find(
        ({ id, status }) => id !== out?.copyId && !GONE.includes(status),
      );
      const loan = { lentTo: word(), since: "2026-01-01", due: null, note: word() };
      if (copy && !(await isOut(tx, item.id, copy.id)))
        await lendCopy(tx, { ...loan, id: randomUUID(), copyId: copy.id });
    },
    async (tx) => {
      await nameSite(tx, word());
    },
    async (tx) => {
      await wearSkin(tx, defaultSkin("terminal"));
    },
    async (tx) => {
      if (done.length > 0) await undoAll(tx, pick(done), chance() < 0.5 ? "all" : []);
    },
    async (tx) => {
      if (done.length > 0) await undoAll(tx, done.at(-1) ?? "");
    },
  ];
  for (let time = 0; time < times; time++)
    done.push(
      await scope.write(async (tx) => {
        await pick(deeds)(tx);
        return tx.changeSet;
      }),
    );
  return done;
}

async function isOut(tx: WriteTx, itemId: string, copy: string): Promise<boolean> {
  const loans = await listLoansOf(tx, itemId);
  return loans.some(({ copyId, backOn }) => copyId === copy && backOn === null);
}

/** A set in which nothing was changed is none. */
async function undoAll(
  tx: WriteTx,
  id: string,
  over: "all" | readonly string[] = [],
): Promise<void> {
  await undoChangeSet(tx, id, { over }).catch((error: { status?: number }) => {
    if (error.status !== 404) throw error;
  });
}

/** Rows that triggers make, each time under another id, and what else is another then. */
const DERIVED = new Map([
  ["item_words", "{id}"],
  ["worths", "{id}"],
  ["item_facets", "{id,ordinal}"],
]);

/** Whose bits are set. */
const SETS = `(select facet, value, spelled, for_members, bit_count(bits), tenant_id, array(
  select f.item_id from item_facets f where f.tenant_id = s.tenant_id and f.facet = 'all'
    and f.ordinal / 4096 = s.part and get_bit(s.bits, f.ordinal % 4096) = 1 order by 1) as items
  from shelf_sets s)`;

/** All that people see of a site: neither versions, nor the history, nor skins that nobody wears. */
async function checksum({ adminUrl }: Twins, { tenant }: Twin): Promise<string> {
  const sql = postgres(adminUrl(tenant.database.name), { max: 1 });
  try {
    const rows: string[] = [];
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id'
        and table_name not in ('change_sets', 'changes', 'skins', 'word_slips') order by 1`;
    for (const { name: table } of tables) {
      const left = DERIVED.get(table) ?? "{updated_at,version}";
      const from = table === "shelf_sets" ? sql.unsafe(SETS) : sql(table);
      const lines = await sql<{ line: string }[]>`
        select (to_jsonb(t) - ${left}::text[])::text as line from ${from} t where tenant_id = ${tenant.id} order by 1`;
      rows.push(table, ...lines.map(({ line }) => line));
    }
    return rows.join("\n");
  } finally {
    await sql.end();
  }
}

async function wordsOf({ adminUrl }: Twins, { tenant }: Twin, itemId: string): Promise<string[]> {
  const sql = postgres(adminUrl(tenant.database.name), { max: 1 });
  const rows = await sql<{ word: string }[]>`
    select word from item_words where tenant_id = ${tenant.id} and item_id = ${itemId}`;
  await sql.end();
  return rows.map(({ word }) => word);
}
