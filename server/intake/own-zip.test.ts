import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { expect, test } from "vitest";
import { packSite } from "@/archive/write";
import { copies } from "@/db/tenant/copy-schema";
import { EMPTY_COPY } from "@/db/tenant/item";
import { openItem } from "@/db/tenant/queries/drafts";
import { listRefusedPhotos } from "@/db/tenant/queries/intake/photos";
import { addItem, changeItem } from "@/db/tenant/queries/items";
import { addPhoto } from "@/db/tenant/queries/photos";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { items } from "@/db/tenant/schema";
import { describeTwins, draft, type Twin } from "@/db/testing";
import { filesOf, storePhoto } from "@/server/photos/photo-files";
import { zipped } from "@/server/sheet/testing-sheets";
import { bytesOf } from "@/server/sheet/zip-parts";
import { PhotoBringer } from "./photo-bringing";
import { bring } from "./testing-intake";
import { openZipOf, partOf } from "./zip-file";

describeTwins("the zip of a site, given back in its studio", (twins) => {
  const editor = (twin: Twin = twins().ours) => twin.as("editor");
  const fetchAll = async (id: string, twin: Twin = twins().ours) => {
    const bringer = new PhotoBringer(id);
    for (;;) {
      const counts = await bringer.bringSome(editor(twin).during("import items", id));
      if (counts.waiting === 0) return counts;
    }
  };
  const packed = ({ tenant }: Twin) => bytesOf(packSite({ tenant, files: filesOf(tenant) }));

  /**
   * As a browser unpacks it and a person packs it again.
   * @param change a file that gets other bytes, or the site that it is said to be of
   */
  async function packedAgain(
    bytes: Buffer,
    change: { damage?: RegExp; ours?: string; theirs?: string } = {},
  ): Promise<Buffer> {
    const zip = await openZipOf([partOf(bytes)]);
    const parts: Record<string, Buffer | string> = {
      "__MACOSX/Export/._manifest.json": "of the system",
      "Export/.DS_Store": "of the system",
    };
    for (const path of zip.entries.keys()) {
      const content = await zip.read(path, 10_000_000);
      parts[`Export/${path}`] = change.damage?.test(path)
        ? Buffer.concat([content, Buffer.from(" ")])
        : path === "manifest.json" && change.ours
          ? content.toString().replace(change.ours, change.theirs ?? "")
          : content;
    }
    return zipped(parts);
  }

  async function addWithPhoto(name: string, colour: string) {
    const { ours } = twins();
    const bytes = await sharp({
      create: { width: 40, height: 30, channels: 3, background: colour },
    })
      .png()
      .toBuffer();
    const { key, photo } = await storePhoto(ours.tenant, bytes);
    const { width, height } = photo.full;
    const twin = { ...EMPTY_COPY, condition: "mint", note: "Alike" } as const;
    return editor().write(async (tx) => {
      const { id } = await addItem(
        tx,
        draft({ name, tags: ["kept"], story: "Once.\nTwice.", copies: [twin, twin] }),
      );
      const [copy] = await tx.select({ id: copies.id }).from(copies).where(eq(copies.itemId, id));
      const row = { key, width, height, colour: photo.colour, alt: `Of ${name}` };
      await addPhoto(tx, id, { ...row, copyId: copy?.id ?? null });
      return id;
    });
  }
  const opened = (id: string) => editor().read((tx) => openItem(tx, id));

  test("changes nothing where nothing was changed, brings back what is missing, and leaves what is newer", async () => {
    const { ours } = twins();
    const lost = await addWithPhoto("Lost for good", "#c00");
    const halved = await addWithPhoto("Halved", "#0c0");
    const newer = await addWithPhoto("Newer here", "#00c");
    const before = { lost: await opened(lost), halved: await opened(halved) };
    const zip = await packedAgain(await packed(ours));

    const untouched = await bring(editor(), zip);
    expect(Object.keys(await untouched.outcomes())).toEqual(["same"]);

    await editor().write(async (tx) => {
      await tx.delete(items).where(eq(items.id, lost));
      const gone = before.halved?.draft.copies[1]?.id ?? "";
      await tx.delete(copies).where(and(eq(copies.itemId, halved), eq(copies.id, gone)));
      const kept = await openItem(tx, newer);
      if (kept) await changeItem(tx, newer, { ...kept.draft, colour: "changed here" });
    });
    const sheet = await bring(editor(), zip);
    expect(await sheet.outcomes()).toMatchObject({ new: 2, changed: 1, conflict: 1 });
    expect(await sheet.take()).toMatchObject({ state: "ended", added: 1, changed: 1, problem: "" });
    expect(await fetchAll(sheet.id)).toMatchObject({ added: 1, refused: 0 });
    const back = await opened(lost);
    const textOf = (item: typeof back) =>
      item && {
        ...item.draft,
        template: null,
        copies: item.draft.copies.map(({ id: _id, ...copy }) => copy),
      };
    expect(textOf(back)).toEqual(textOf(before.lost));
    expect(back?.photos.map(({ alt }) => alt)).toEqual(["Of Lost for good"]);
    expect(textOf(await opened(halved))).toEqual(textOf(before.halved));
    expect((await opened(newer))?.draft.colour).toBe("changed here");

    const again = await bring(editor(), zip);
    expect(Object.keys(await again.outcomes()).sort()).toEqual(["conflict", "same"]);
    await editor().write((tx) => undoChangeSet(tx, sheet.id));
    expect(await opened(lost)).toBeNull();
    expect((await opened(halved))?.draft.copies).toHaveLength(1);
  });

  test("of another site comes as something new, under ids of its own", async () => {
    const { ours, theirs } = twins();
    const id = await addWithPhoto("From elsewhere", "#cc0");
    const zip = await packedAgain(await packed(ours), {
      ours: ours.tenant.id,
      theirs: theirs.tenant.id,
    });
    await editor().write((tx) => tx.delete(items).where(eq(items.id, id)));
    const sheet = await bring(editor(), zip);
    expect((await sheet.rows()).flatMap(({ refused }) => refused)).toEqual([]);
    await sheet.take("new");
    expect(await fetchAll(sheet.id)).toMatchObject({ added: 1, refused: 0 });
    const came = await editor().read((tx) =>
      tx.select({ id: items.id }).from(items).where(eq(items.name, "From elsewhere")),
    );
    expect(came).toHaveLength(1);
    expect(came[0]?.id).not.toBe(id);
    expect((await opened(came[0]?.id ?? ""))?.photos.map(({ alt }) => alt)).toEqual([
      "Of From elsewhere",
    ]);
  });

  test("that was changed on the way is refused: its rows as a whole, its photos one by one", async () => {
    const { ours } = twins();
    const id = await addWithPhoto("Damaged", "#0cc");
    const bytes = await packed(ours);
    await expect(
      bring(editor(), await packedAgain(bytes, { damage: /rows\/items/ })),
    ).rejects.toThrow("This export is damaged at rows/items.jsonl.");
    await editor().write((tx) => tx.delete(items).where(eq(items.id, id)));
    const sheet = await bring(editor(), await packedAgain(bytes, { damage: /full\.webp$/ }));
    await sheet.take();
    expect(await fetchAll(sheet.id)).toMatchObject({ added: 0, refused: 1 });
    const [why] = await editor().read((tx) =>
      listRefusedPhotos(tx, sheet.id, { after: { line: 0, place: 0 }, limit: 1 }),
    );
    expect(why?.reason).toContain("not what the checksum of the export says");
    expect((await opened(id))?.draft.name).toBe("Damaged");
  });
});
