import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import type { WriteTx } from "@/db/scope";
import { openItem, saveDraft } from "@/db/tenant/queries/drafts";
import { addItem } from "@/db/tenant/queries/items";
import { removePhoto } from "@/db/tenant/queries/loose-photos";
import { addPhoto } from "@/db/tenant/queries/photos";
import { emptyTrash, trashItem } from "@/db/tenant/queries/trash";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { describeTwins, draft } from "@/db/testing";
import { filesOf } from "@/server/photos/photo-files";
import { thinHistory } from "./thin-history";

describeTwins("the history of a site", (twins) => {
  let sql: postgres.Sql;
  beforeAll(() => {
    sql = postgres(twins().adminUrl(twins().ours.tenant.database.name), { max: 1 });
    return () => sql.end();
  });
  const ours = () => twins().ours;
  const write = <T>(work: (tx: WriteTx) => Promise<T>) =>
    ours()
      .as("editor")
      .write(async (tx) => ({ value: await work(tx), changeSet: tx.changeSet }));
  const age = async (changeSet: string, days: number) => {
    for (const table of ["change_sets", "changes"])
      await sql`update ${sql(table)} set at = now() - make_interval(days => ${days})
        where ${sql(table === "changes" ? "change_set_id" : "id")} = ${changeSet}`;
  };
  const add = async (name: string) => (await write((tx) => addItem(tx, draft({ name })))).value;
  const addPhotoOf = async (itemId: string) => {
    const key = `photos/${crypto.randomUUID()}`;
    await filesOf(ours().tenant).put(`${key}/full.webp`, Buffer.from(key), { type: "image/webp" });
    const row = { key, width: 4, height: 3, colour: "#aabbcc", alt: "" };
    const { value, changeSet } = await write((tx) => addPhoto(tx, itemId, row));
    return { key, id: value.id, changeSet };
  };
  const isThere = async (key: string) =>
    (await filesOf(ours().tenant).get(`${key}/full.webp`)) !== null;
  const undo = (id: string) => write((tx) => undoChangeSet(tx, id));

  test("files of a photo whose row went stay as long as that can be taken back, and no longer", async () => {
    const { id } = await add("Photographed");
    const [old, young, back, again] = [
      await addPhotoOf(id),
      await addPhotoOf(id),
      await addPhotoOf(id),
      await addPhotoOf(id),
    ];
    await age((await undo(old.changeSet)).changeSet, 32);
    await age((await undo(young.changeSet)).changeSet, 29);
    const putBack = await undo(back.changeSet);
    await undo(putBack.changeSet);
    await age(putBack.changeSet, 32);
    // Removed long ago, put back, and removed again lately.
    const first = await undo(again.changeSet);
    const repeated = await undo(first.changeSet);
    await age(first.changeSet, 32);
    const second = await undo(repeated.changeSet);
    await thinHistory(ours().tenant);
    expect(await Promise.all([old, young, back, again].map(({ key }) => isThere(key)))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    await undo(second.changeSet);
    const open = await ours()
      .as("editor")
      .read((tx) => openItem(tx, id));
    expect(open?.photos.map((photo) => photo.id)).toEqual([back.id, again.id]);
  });

  test("files of what somebody takes back in that moment stay, and what is being thinned is not taken back", async () => {
    const { id } = await add("Taken back meanwhile");
    const photo = await addPhotoOf(id);
    const { changeSet } = await undo(photo.changeSet);
    let thinning: Promise<void> | undefined;
    await ours()
      .as("editor")
      .write(async (tx) => {
        await undoChangeSet(tx, changeSet);
        thinning = thinHistory(ours().tenant, { whole: 0 });
        await new Promise((resolve) => setTimeout(resolve, 500));
      });
    await thinning;
    expect(await isThere(photo.key)).toBe(true);
    const seen = await ours()
      .as("editor")
      .read((tx) => openItem(tx, id));
    expect(seen?.photos.map(({ key }) => key)).toEqual([photo.key]);
    await expect(undo(changeSet)).rejects.toMatchObject({ name: "Refusal", status: 409 });
  });

  test("after its days it says who and what, with long texts cut, and can't be taken back", async () => {
    const { id } = await add("Told");
    const save = async (story: string) =>
      write(async (tx) => {
        const item = await openItem(tx, id);
        if (item) await saveDraft(tx, id, { ...item.draft, story }, item.version);
      });
    await save("short");
    const { changeSet } = await save("long ".repeat(400));
    await age(changeSet, 40);
    await thinHistory(ours().tenant);
    const [row] = await sql`
      select c.before, c.after, s.member_id, s.thinned_at from changes c join change_sets s on s.id = c.change_set_id
      where s.id = ${changeSet}`;
    expect(row?.member_id).toBe(ours().members.editor.id);
    expect(row?.before).toEqual({ story: "short" });
    expect(row?.after.story).toBe(`${"long ".repeat(40)}…`);
    await expect(undo(changeSet)).rejects.toMatchObject({ name: "Refusal", status: 409 });
    await age(changeSet, 731);
    await thinHistory(ours().tenant);
    expect(await sql`select from change_sets where id = ${changeSet}`).toHaveLength(0);
  });

  test("no more is kept than the bounds, the oldest going first", async () => {
    const { id } = await add("Bounded");
    const sets: string[] = [];
    for (let number = 0; number < 6; number++) {
      const item = await ours()
        .as("editor")
        .read((tx) => openItem(tx, id));
      if (!item) throw new Error("It is gone.");
      const change = { ...item.draft, story: `Story ${number}` };
      sets.push((await write((tx) => saveDraft(tx, id, change, item.version))).changeSet);
    }
    const counts = () =>
      sql<{ whole: boolean; rows: number }[]>`
        select s.thinned_at is null as whole, count(*)::int as rows from change_sets s
        join changes c on c.tenant_id = s.tenant_id and c.change_set_id = s.id
        where s.tenant_id = ${ours().tenant.id} group by 1 order by 1`;
    await thinHistory(ours().tenant, { whole: 5, read: 3 });
    const [read, whole] = await counts();
    expect(read?.rows).toBeLessThanOrEqual(3);
    expect(whole?.rows).toBeLessThanOrEqual(5);
    expect(whole?.rows).toBeGreaterThan(2);
    // The newest can still be taken back.
    expect((await undo(sets.at(-1) ?? "")).value).toEqual({ rows: 1 });
  });

  test("of an item that was deleted for good nothing is told, and all photos that are only its own can go", async () => {
    const { id } = await add("Deleted for good");
    const [there, removed] = [await addPhotoOf(id), await addPhotoOf(id)];
    const elsewhere = await addPhotoOf(id);
    await write((tx) => removePhoto(tx, elsewhere.id));
    await undo(removed.changeSet);
    await write((tx) => trashItem(tx, id));
    await sql.begin(async (tx) => {
      await tx`set local app.restoring = 'on'`;
      await tx`update items set trashed_at = now() - interval '31 days' where id = ${id}`;
    });
    const { value: keys, changeSet } = await write((tx) => emptyTrash(tx, 30));
    expect(keys.toSorted()).toEqual([there.key, removed.key].toSorted());
    expect(await sql`select from changes where item_id = ${id}`).toHaveLength(0);
    expect(await sql`select from change_sets where id = ${changeSet}`).toHaveLength(0);
  });
});
