import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MOST } from "@/db/tenant/item";
import { photos } from "@/db/tenant/photo-schema";
import { countIntakePhotos, listRefusedPhotos } from "@/db/tenant/queries/intake/photos";
import { addItem } from "@/db/tenant/queries/items";
import { addPhoto } from "@/db/tenant/queries/photos";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { items } from "@/db/tenant/schema";
import { describeTwins, draft } from "@/db/testing";
import { type Pictures, servePictures } from "@/server/outside/testing-pictures";
import { filesOf } from "@/server/photos/photo-files";
import { PhotoBringer } from "./photo-bringing";
import { bring } from "./testing-intake";

const pictureOf = (background: string) =>
  sharp({ create: { width: 32, height: 24, channels: 3, background } })
    .png()
    .toBuffer();

const [red, green, blue] = await Promise.all(["#f00", "#0f0", "#00f"].map(pictureOf));

describeTwins("photos in an import", (twins) => {
  const editor = () => twins().ours.as("editor");
  let pictures: Pictures;
  let busy = 0;
  beforeEach(async () => {
    busy = 0;
    pictures = await servePictures(
      (req, res) => {
        if (req.url === "/busy.png" && busy++ < 1) return res.writeHead(503).end();
        if (req.url === "/words.png") return res.end("these are words");
        if (req.url === "/inside.png")
          return res.writeHead(302, { location: "http://169.254.169.254/" }).end();
        if (req.url === "/gone.png") return res.writeHead(404).end();
        const colour = req.url?.includes("red") ? red : req.url?.includes("green") ? green : blue;
        // What a server says of it is not believed.
        res.writeHead(200, { "content-type": "text/html" }).end(colour);
      },
      { "inside.example": [["10.0.0.5"]] },
    );
  });
  afterEach(() => pictures.close());

  /** Fetches what is waited for, as a worker does. */
  const fetchAll = async (id: string) => {
    const bringer = new PhotoBringer(id, pictures.network);
    for (;;) {
      const counts = await bringer.bringSome(editor().during("import items", id));
      if (counts.waiting === 0) return counts;
    }
  };

  const photosOf = (name: string) =>
    editor().read((tx) =>
      tx
        .select({ id: photos.id, key: photos.key, fileName: photos.fileName, width: photos.width })
        .from(photos)
        .innerJoin(items, eq(items.id, photos.itemId))
        .where(eq(items.name, name))
        .orderBy(asc(photos.position)),
    );
  const refused = (id: string) =>
    editor().read((tx) => listRefusedPhotos(tx, id, { after: { line: 0, place: 0 }, limit: 100 }));

  test("come by their addresses after their items, and none twice when the sheet comes again", async () => {
    const text =
      "Name,Photos\nFetched,http://a.example/red.png http://a.example/green%20one.png\nFetched too,http://a.example/blue.png\n";
    const sheet = await bring(editor(), text);
    expect((await sheet.rows())[0]?.changes).toContainEqual({
      field: "photos",
      from: [],
      to: ["http://a.example/red.png", "http://a.example/green%20one.png"],
    });
    expect(await sheet.take()).toMatchObject({ state: "ended", added: 2 });
    expect(await photosOf("Fetched")).toEqual([]);
    expect(await fetchAll(sheet.id)).toEqual({ waiting: 0, added: 3, there: 0, refused: 0 });
    const [first, second] = await photosOf("Fetched");
    expect([first?.fileName, second?.fileName]).toEqual(["red.png", "green one.png"]);
    expect(first?.width).toBe(32);
    const file = await filesOf(twins().ours.tenant).get(`${first?.key}/full.webp`);
    expect((await sharp(await file?.bytes()).metadata()).format).toBe("webp");

    const again = await bring(editor(), text);
    expect(await again.outcomes()).toEqual({ same: 2 });
    await expect(again.take()).rejects.toThrow("nothing to import");
    expect(pictures.asked).toHaveLength(3);
    expect(await photosOf("Fetched")).toHaveLength(2);
  });

  test("of another address that is the same picture is not added beside it", async () => {
    const sheet = await bring(
      editor(),
      "Name,Photos\nOnce,http://a.example/red.png http://b.example/red-again.png\n",
    );
    await sheet.take();
    expect(await fetchAll(sheet.id)).toMatchObject({ added: 1, there: 1 });
    expect(await photosOf("Once")).toHaveLength(1);
  });

  test("are added to an item that is there, without touching what it has", async () => {
    const { id } = await editor().write((tx) => addItem(tx, draft({ name: "Has one" })));
    const own = { key: `photos/${randomUUID()}`, width: 1, height: 1, colour: "#aabbcc", alt: "" };
    await editor().write((tx) => addPhoto(tx, id, own));
    const sheet = await bring(editor(), "Name,Photos\nHas one,http://a.example/green.png\n");
    expect(await sheet.outcomes()).toEqual({ changed: 1 });
    await sheet.take();
    await fetchAll(sheet.id);
    expect((await photosOf("Has one")).map(({ key }) => key)[0]).toBe(own.key);
    expect(await photosOf("Has one")).toHaveLength(2);
  });

  test("that can't be had are told by line and reason, and their items stay", async () => {
    const sheet = await bring(
      editor(),
      [
        "Name,Photos",
        "A,http://127.0.0.1/a.png",
        "B,http://inside.example/b.png",
        "C,http://a.example/inside.png",
        "D,http://a.example/words.png",
        "E,http://a.example/gone.png",
        "F,missing.jpg",
        "G,http://me:secret@a.example/red.png",
        "H,http://a.example/busy.png",
        "",
      ].join("\n"),
    );
    expect(await sheet.outcomes()).toEqual({ new: 8 });
    const told = await sheet.rows();
    expect(told.flatMap(({ line, refused: [why] }) => (why ? [[line, why.column]] : []))).toEqual([
      [2, 1],
      [7, 1],
      [8, 1],
    ]);
    expect(await sheet.take()).toMatchObject({ added: 8 });
    expect(await fetchAll(sheet.id)).toMatchObject({ added: 1, refused: 7 });
    const reasons = new Map(
      (await refused(sheet.id)).map(({ line, itemName, reason }) => [line, [itemName, reason]]),
    );
    const notPublic = "This address is not on the public internet.";
    expect(reasons.get(2)).toEqual(["A", notPublic]);
    expect(reasons.get(3)).toEqual(["B", notPublic]);
    expect(reasons.get(4)).toEqual(["C", `It redirects to another address. ${notPublic}`]);
    expect(reasons.get(5)?.[1]).toContain("not a photo");
    expect(reasons.get(6)).toEqual(["E", "There is nothing at this address (404)."]);
    expect(reasons.get(7)?.[0]).toBe("F");
    expect(reasons.get(8)?.[1]).toContain("name and password");
    expect(pictures.dialled.every((address) => address === "93.184.216.34")).toBe(true);
    expect(await photosOf("A")).toEqual([]);
    // Too busy once, it came when it was asked again.
    expect(await photosOf("H")).toHaveLength(1);
  });

  test("stop where an item holds all it may", async () => {
    const { id } = await editor().write((tx) => addItem(tx, draft({ name: "Full" })));
    const own = { width: 1, height: 1, colour: "#aabbcc", alt: "" };
    await editor().write(async (tx) => {
      for (let at = 1; at < MOST.photos; at++)
        await addPhoto(tx, id, { ...own, key: `photos/${randomUUID()}` });
    });
    const sheet = await bring(
      editor(),
      "Name,Photos\nFull,http://a.example/red.png http://a.example/green.png\n",
    );
    await sheet.take();
    expect(await fetchAll(sheet.id)).toMatchObject({ added: 1, refused: 1 });
    expect((await refused(sheet.id))[0]?.reason).toContain(`${MOST.photos} photos`);
    expect(await photosOf("Full")).toHaveLength(MOST.photos);
  });

  test("go when the import is taken back, also those that are still to come", async () => {
    const count = () => editor().read((tx) => tx.$count(photos));
    const before = await count();
    const sheet = await bring(
      editor(),
      "Name,Photos\nTaken back,http://a.example/red.png http://a.example/green.png http://a.example/blue.png http://a.example/4-red.png\n",
    );
    await sheet.take();
    const bringer = new PhotoBringer(sheet.id, pictures.network);
    const scope = editor().during("import items", sheet.id);
    expect((await bringer.bringSome(scope)).waiting).toBe(1);
    expect(await count()).toBe(before + 3);
    await editor().write((tx) => undoChangeSet(tx, sheet.id));
    expect(await count()).toBe(before);
    expect(await fetchAll(sheet.id)).toMatchObject({ waiting: 0, refused: 1 });
    expect(await count()).toBe(before);
    expect((await refused(sheet.id))[0]?.reason).toContain("taken back");
  });

  test("of a sheet are nothing of theirs", async () => {
    const sheet = await bring(editor(), "Name,Photos\nOurs,http://a.example/red.png\n");
    await sheet.take();
    const theirs = twins().theirs.as("editor");
    const bringer = new PhotoBringer(sheet.id, pictures.network);
    await bringer.bringSome(theirs.during("import items", sheet.id));
    expect(pictures.asked).toEqual([]);
    expect((await editor().read((tx) => countIntakePhotos(tx, sheet.id))).waiting).toBe(1);
  });
});
