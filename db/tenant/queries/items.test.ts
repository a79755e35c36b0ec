import postgres from "postgres";
import { expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import { COPY_STATUSES } from "../choices";
import { EMPTY_COPY, EMPTY_WANT } from "../item";
import { openItem, saveDraft, saveNewDraft } from "./drafts";
import { addItem, changeItem, findItemBySlug, insertItems } from "./items";
import { countSite } from "./numbers";
import { addPhoto, arrangePhotos, listPhotos } from "./photos";
import { emptyTrash, listTrash, restoreItem, trashItem } from "./trash";

describeTwinsInPool("items", (twins) => {
  const add = (change: Parameters<typeof draft>[0]) =>
    twins()
      .ours.as("editor")
      .write((tx) => addItem(tx, draft(change)));

  test("a second item of a name is told apart by its variant, then by a number", async () => {
    const slugs: string[] = [];
    for (const variant of ["", "Royal", "Royal", ""])
      slugs.push((await add({ name: "Iggy", variant })).slug);
    expect(slugs).toEqual(["iggy", "iggy-royal", "iggy-royal-2", "iggy-2"]);
  });

  test("several added together hold each text exactly as it was given, and blanks where nothing was", async () => {
    const { ours, theirs } = twins();
    const before = await theirs.as("viewer").read(countSite);
    const texts = [
      "\\\"'{},null",
      "é e\u0301 🧸",
      '{"a": [1]}',
      " two\n\tlines ",
      "$1 %L @said@",
      "",
    ];
    const added = texts.map((text) => ({
      id: crypto.randomUUID(),
      draft: draft({
        name: "Exact",
        story: text,
        colour: text,
        tags: text.trim() ? [text.trim()] : [],
        copies: [
          { ...EMPTY_COPY, note: text, privateNote: text, pricePaid: 1250, currency: "USD" },
        ],
      }),
    }));
    const rows = await ours.as("editor").write((tx) => insertItems(tx, added));
    expect(rows.map(({ id }) => id)).toEqual(added.map(({ id }) => id));
    for (const { id, draft: given } of added) {
      const kept = await ours.as("editor").read((tx) => openItem(tx, id));
      expect(kept?.draft).toMatchObject({
        ...{ story: given.story, colour: given.colour, tags: given.tags, want: null },
        copies: [{ note: given.story, privateNote: given.story, pricePaid: 1250, label: "" }],
      });
      expect(kept?.trashedAt).toBeNull();
    }
    expect(await theirs.as("viewer").read(countSite)).toEqual(before);
  });

  test("eight of one name added at once get eight addresses", async () => {
    const added = await Promise.all(Array.from({ length: 8 }, () => add({ name: "At Once" })));
    expect(new Set(added.map((item) => item.slug)).size).toBe(8);
  });

  test("an address in the trash is not given to another item", async () => {
    const { ours } = twins();
    const first = await add({ name: "Taken" });
    await ours.as("editor").write((tx) => trashItem(tx, first.id));
    expect((await add({ name: "Taken" })).slug).toBe("taken-2");
  });

  test("one item is added however often and however quickly its request is sent", async () => {
    const { ours } = twins();
    const id = crypto.randomUUID();
    const one = draft({ name: "Repeated", tags: ["b", "a"] });
    const { items: before } = await ours.as("viewer").read(countSite);
    const send = () => ours.as("editor").write((tx) => saveNewDraft(tx, id, one));
    const answers = await Promise.all([send(), send(), send(), send()]);
    answers.push(await send());
    expect(new Set(answers.map((answer) => answer.slug))).toEqual(new Set(["repeated"]));
    expect((await ours.as("viewer").read(countSite)).items).toBe(before + 1);
    const other = ours
      .as("editor")
      .write((tx) => saveNewDraft(tx, id, draft({ name: "Something else" })));
    await expect(other).rejects.toMatchObject({ name: "Refusal", status: 409 });
  });

  test("an id of theirs is as good as any other for a new item of ours", async () => {
    const { ours, theirs } = twins();
    const foreign = theirs.items.peanut ?? "";
    const mine = await ours
      .as("editor")
      .write((tx) => saveNewDraft(tx, foreign, draft({ name: "Same id" })));
    expect(mine).toMatchObject({ id: foreign, slug: "same-id" });
    const kept = await theirs.as("editor").read((tx) => openItem(tx, foreign));
    expect(kept?.draft.name).toBe("Peanut");
  });

  test("a change of name keeps the address and replaces copies and tags", async () => {
    const { ours } = twins();
    const { id, slug } = await add({ name: "Before", tags: ["old", "kept"], copies: [COPY, COPY] });
    const after = draft({ name: "After", tags: ["kept", "new"], copies: [{ ...COPY, note: "x" }] });
    await ours.as("editor").write((tx) => changeItem(tx, id, after));
    const open = await ours.as("editor").read((tx) => openItem(tx, id));
    expect(open).toMatchObject({ slug: "before", draft: after });
    expect(slug).toBe("before");
  });

  test("a save over a version its author has not seen is refused and changes nothing", async () => {
    const { ours } = twins();
    const { id } = await add({ name: "Shared" });
    const seen = await ours.as("editor").read((tx) => openItem(tx, id));
    const save = (name: string) =>
      ours.as("editor").write((tx) => saveDraft(tx, id, draft({ name }), seen?.version ?? ""));
    const saves = await Promise.allSettled([save("One"), save("Two"), save("Three")]);
    expect(saves.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const refused = saves.filter((one) => one.status === "rejected");
    expect(refused.map((one) => one.reason.status)).toEqual([409, 409]);
    const now = await ours.as("editor").read((tx) => openItem(tx, id));
    expect(saves.findIndex((one) => one.status === "fulfilled")).toBe(
      ["One", "Two", "Three"].indexOf(now?.draft.name ?? ""),
    );
  });

  test("what is in the trash cannot be changed or trashed again, and comes back whole", async () => {
    const { ours } = twins();
    const scope = ours.as("editor");
    const { id, slug } = await add({ name: "Binned", tags: ["t"], copies: [COPY] });
    await scope.write((tx) => trashItem(tx, id));
    expect(await ours.as("visitor").read((tx) => findItemBySlug(tx, slug))).toBeNull();
    expect((await scope.read(listTrash)).map((item) => item.id)).toContain(id);
    const gone = { name: "Refusal", status: 404 };
    await expect(scope.write((tx) => trashItem(tx, id))).rejects.toMatchObject(gone);
    await expect(scope.write((tx) => changeItem(tx, id, draft()))).rejects.toMatchObject(gone);
    await scope.write((tx) => restoreItem(tx, id));
    await expect(scope.write((tx) => restoreItem(tx, id))).rejects.toMatchObject(gone);
    const back = await scope.read((tx) => openItem(tx, id));
    expect(back).toMatchObject({ trashedAt: null, draft: { tags: ["t"], copies: [COPY] } });
  });

  test("emptying the trash takes what is old, tells its photos, and leaves what is not", async () => {
    const { ours, adminUrl } = twins();
    const scope = ours.as("editor");
    const [old, fresh, kept] = [
      await add({ name: "Old" }),
      await add({ name: "Fresh" }),
      await add({ name: "Kept" }),
    ];
    await scope.write(async (tx) => {
      for (const item of [old, fresh, kept]) await addPhoto(tx, item.id, photo(item.slug));
      await trashItem(tx, old.id);
      await trashItem(tx, fresh.id);
    });
    const sql = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    await sql.begin(async (tx) => {
      await tx.unsafe(`set local role ${ours.tenant.database.name}`);
      await tx.unsafe(
        `set local app.tenant_id = '${ours.tenant.id}'; set local app.audience = 'members'`,
      );
      await tx`update items set trashed_at = now() - interval '31 days' where id = ${old.id}`;
    });
    await sql.end();
    expect(await scope.write((tx) => emptyTrash(tx, 30))).toEqual([photo(old.slug).key]);
    expect(await scope.read((tx) => openItem(tx, old.id))).toBeNull();
    expect(await scope.read((tx) => openItem(tx, fresh.id))).not.toBeNull();
    expect(await scope.read((tx) => openItem(tx, kept.id))).not.toBeNull();
  });

  test("an item takes 24 photos, however many come at once, each with a place of its own", async () => {
    const { ours } = twins();
    const { id, slug } = await add({ name: "Photographed" });
    const tries = await Promise.allSettled(
      Array.from({ length: 30 }, (_, number) =>
        ours.as("editor").write((tx) => addPhoto(tx, id, photo(`many-${number}`))),
      ),
    );
    const refused = tries.filter((one) => one.status === "rejected");
    expect(refused.map((one) => [one.reason.name, one.reason.status])).toEqual(
      Array.from({ length: 6 }, () => ["Refusal", 409]),
    );
    const photos = await ours.as("visitor").read((tx) => listPhotos(tx, slug));
    expect(photos).toHaveLength(24);
    const last = photos.at(-1)?.id ?? "";
    await ours.as("editor").write((tx) => arrangePhotos(tx, id, [last]));
    const order = (await ours.as("visitor").read((tx) => listPhotos(tx, slug))).map((p) => p.id);
    expect(order).toEqual([last, ...photos.map((p) => p.id).filter((one) => one !== last)]);
  });

  test("what lies in the trash counts there alone", async () => {
    const { ours } = twins();
    const count = () => ours.as("viewer").read(countSite);
    const before = await count();
    const { id } = await add({ name: "Counted", copies: [COPY, COPY] });
    await ours.as("editor").write((tx) => addPhoto(tx, id, photo("counted")));
    expect(await count()).toEqual({
      ...before,
      items: before.items + 1,
      public: before.public + 1,
      copies: before.copies + 2,
      copiesBy: { ...before.copiesBy, owned: before.copiesBy.owned + 2 },
      photos: before.photos + 1,
    });
    await ours.as("editor").write((tx) => trashItem(tx, id));
    expect(await count()).toEqual({ ...before, trashed: before.trashed + 1 });
  });

  test("what is sold or given away is no copy that is held, and what is wanted counts beside copies", async () => {
    const { ours } = twins();
    const count = () => ours.as("viewer").read(countSite);
    const before = await count();
    const copies = COPY_STATUSES.map((status) => ({ ...COPY, label: status, status }));
    const { id } = await add({ name: "Of every kind", copies, want: EMPTY_WANT });
    expect(await count()).toMatchObject({
      wanted: before.wanted + 1,
      copies: before.copies + 6,
      copiesBy: Object.fromEntries(
        COPY_STATUSES.map((status) => [status, before.copiesBy[status] + 1]),
      ),
    });
    await ours.as("editor").write((tx) => trashItem(tx, id));
    expect(await count()).toEqual({ ...before, trashed: before.trashed + 1 });
  });
});

const COPY = {
  ...EMPTY_COPY,
  label: "First",
  condition: "mint",
  swingTag: "3",
  tushTag: "1",
  acquired: "1996",
  pricePaid: 100,
  currency: "EUR",
  note: "",
} as const;

function photo(name: string) {
  return { key: `photos/${name}`, width: 4, height: 3, colour: "#aabbcc", alt: "" };
}
