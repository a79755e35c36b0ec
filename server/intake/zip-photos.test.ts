import { eq } from "drizzle-orm";
import sharp from "sharp";
import { expect, test } from "vitest";
import { ZipFile } from "yazl";
import { photos } from "@/db/tenant/photo-schema";
import { listRefusedPhotos } from "@/db/tenant/queries/intake/photos";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { items } from "@/db/tenant/schema";
import { describeTwins, type Twin } from "@/db/testing";
import { bytesOf } from "@/server/sheet/zip-parts";
import { PhotoBringer } from "./photo-bringing";
import { deleteSheets, listSheets } from "./sheet-file";
import { bring } from "./testing-intake";
import { unpackSheet } from "./unpacking";
import { openZip, storeZipPart } from "./zip-file";

const pictureOf = (background: string) =>
  sharp({ create: { width: 32, height: 24, channels: 3, background } })
    .png()
    .toBuffer();
const [red, green, blue, grey] = await Promise.all(["#f00", "#0f0", "#00f", "#888"].map(pictureOf));

function zipOf(parts: Readonly<Record<string, string | Buffer | undefined>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content = ""] of Object.entries(parts))
    zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return bytesOf(zip.outputStream);
}

const SHEET = [
  "Name,Photos",
  "Small letters,FRONT.png",
  "Composed,b\u00e4r.png",
  "By folder,one/same.png",
  "Wrong folder,elsewhere\\front.PNG",
  "Two of them,front.png; back side.png",
  "Ambiguous,same.png",
  "Missing,nowhere.png",
  "No picture,notes.png",
  "",
].join("\n");

const zipped = () =>
  zipOf({
    "My toys/list.csv": SHEET,
    "My toys/read me.txt": "Notes of mine.",
    "My toys/photos/Front.PNG": red,
    "My toys/photos/Back side.png": grey,
    "My toys/photos/ba\u0308r.png": green,
    "My toys/one/same.png": blue,
    "My toys/two/same.png": grey,
    "My toys/notes.png": "These are notes.",
    "__MACOSX/My toys/photos/._Front.PNG": "of the system",
    "My toys/.DS_Store": "of the system",
  });

describeTwins("a zip of a sheet and its photos", (twins) => {
  const editor = () => twins().ours.as("editor");
  const fetchAll = async (id: string) => {
    const bringer = new PhotoBringer(id);
    for (;;) {
      const counts = await bringer.bringSome(editor().during("import items", id));
      if (counts.waiting === 0) return counts;
    }
  };
  const photosOf = async ({ as }: Twin, name: string) =>
    (
      await as("editor").read((tx) =>
        tx
          .select({ file: photos.fileName })
          .from(photos)
          .innerJoin(items, eq(items.id, photos.itemId))
          .where(eq(items.name, name)),
      )
    ).map(({ file }) => file);

  test("brings each photo by its name, whatever its letters and folders, and none twice", async () => {
    const sheet = await bring(editor(), await zipped());
    expect(await sheet.outcomes()).toEqual({ new: 8 });
    const told = new Map((await sheet.rows()).map((row) => [row.name, row.refused[0]?.reason]));
    expect(told.get("Ambiguous")).toContain("2 files in the zip are called so");
    expect(told.get("Missing")).toContain("There is no file of this name in the zip");
    expect([...told.values()].filter(Boolean)).toHaveLength(2);
    await sheet.take();
    expect(await fetchAll(sheet.id)).toEqual({ waiting: 0, added: 6, there: 0, refused: 3 });
    const { ours } = twins();
    expect(await photosOf(ours, "Small letters")).toEqual(["FRONT.png"]);
    expect(await photosOf(ours, "Composed")).toHaveLength(1);
    expect(await photosOf(ours, "By folder")).toEqual(["same.png"]);
    expect(await photosOf(ours, "Wrong folder")).toEqual(["front.PNG"]);
    expect(await photosOf(ours, "Two of them")).toHaveLength(2);
    const why = await editor().read((tx) =>
      listRefusedPhotos(tx, sheet.id, { after: { line: 0, place: 0 }, limit: 9 }),
    );
    expect(why.map(({ line, itemName }) => [line, itemName])).toEqual([
      [7, "Ambiguous"],
      [8, "Missing"],
      [9, "No picture"],
    ]);
    expect(why[2]?.reason).toContain("not a photo");

    const again = await bring(editor(), await zipped());
    // The one that is no picture is tried again, since it may have been mended.
    expect(await again.outcomes()).toEqual({ same: 7, changed: 1 });
    await editor().write((tx) => undoChangeSet(tx, sheet.id));
    expect(await photosOf(ours, "Two of them")).toEqual([]);
    await deleteSheets(ours.tenant, [sheet.id, again.id]);
    expect(await listSheets(ours.tenant)).not.toContain(sheet.id);
  });

  test.each([
    ["no sheet", { "a.png": red }, "There is no sheet in this zip"],
    [
      "two sheets",
      { "a.csv": "Name\n", "b.xlsx": "" },
      "There are 2 sheets in this zip: a.csv, b.xlsx",
    ],
    [
      "nothing but what systems add",
      { "__MACOSX/a.csv": "Name\n" },
      "There is no sheet in this zip",
    ],
  ])("with %s is refused, and says what to do", async (_, parts, reason) => {
    await expect(bring(editor(), await zipOf(parts))).rejects.toThrow(reason);
  });

  test("comes in parts as it comes whole, is nothing while a part lacks, and nothing of theirs", async () => {
    const { ours, theirs } = twins();
    const id = crypto.randomUUID();
    const bytes = await zipped();
    const size = Math.ceil(bytes.length / 5);
    for (let part = 4; part >= 0; part--) {
      await expect(unpackSheet(ours.tenant, id, 5)).rejects.toThrow("incomplete");
      await storeZipPart(ours.tenant, id, part, bytes.subarray(part * size, (part + 1) * size));
    }
    await unpackSheet(ours.tenant, id, 5);
    const zip = await openZip(ours.tenant, id);
    expect([...(zip?.entries.keys() ?? [])]).toHaveLength(8);
    expect(await zip?.read("My toys/one/same.png", 100_000)).toEqual(blue);
    await expect(zip?.read("My toys/one/same.png", 10)).rejects.toThrow("larger than");
    expect(await openZip(theirs.tenant, id)).toBeNull();
  });
});
