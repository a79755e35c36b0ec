import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { eq, ne } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, afterEach, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { photos } from "@/db/tenant/photo-schema";
import { addIntake, beginReading, findIntake } from "@/db/tenant/queries/intake/intakes";
import { countIntakePhotos } from "@/db/tenant/queries/intake/photos";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { items } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { orderIntake } from "@/server/intake/order";
import { readIntake } from "@/server/intake/reading";
import { storeSheet } from "@/server/intake/sheet-file";
import { CSV } from "@/server/intake/testing-intake";
import { startWriting, Writer } from "@/server/intake/writing";
import { filesOf } from "@/server/photos/photo-files";

const folder = mkdtempSync(join(tmpdir(), "swingtag-photos-"));
process.env.FILES = folder;
process.env.SPARES = "0";
afterAll(async () => rm(folder, { recursive: true, force: true }));

const PHOTOS = 8;
/** At which request the process is killed, and how many milliseconds after it was answered; before it, where negative. */
const KILLS = [
  [1, -1],
  [2, 0],
  [3, 15],
  [4, 40],
  [5, 80],
  [6, 130],
  [8, 200],
] as const;

const picture = await sharp({
  create: { width: 600, height: 400, channels: 3, background: "#c33" },
})
  .png()
  .toBuffer();
/** A picture for each address, so that none is the same as another. */
const pictureOf = (path: string) => Buffer.concat([picture, Buffer.from(path)]);

describeTwins("photos whose worker is killed", (twins) => {
  let child: ChildProcess | undefined;
  let server: Server | undefined;
  afterEach(async () => {
    child?.kill("SIGKILL");
    server?.closeAllConnections();
    server?.close();
  });

  test("are there once each, however often that happens, and go as one undo", async () => {
    const { tenant, members } = twins().ours;
    const scope = twins().ours.as("editor");
    const id = randomUUID();
    const memberId = members.editor.id;
    const lines = Array.from(
      { length: PHOTOS / 2 },
      (_, at) => `Killed ${at},http://a.example/${at}-a.png http://a.example/${at}-b.png`,
    );
    const edition = await scope.write(async (tx) => {
      await addIntake(tx, { id, memberId, fileName: "photos.csv" });
      await storeSheet(tenant, id, Buffer.from(`Name,Photos\n${lines.join("\n")}\n`));
      return beginReading(tx, id, { format: CSV, mapping: MAPPING });
    });
    await readIntake(scope, id, edition);
    const writing = scope.during("import items", id);
    await startWriting(writing, id, "all");
    const writer = new Writer(id);
    while ((await writer.writePart(writing)).state !== "ended");
    expect((await scope.read((tx) => findIntake(tx, id)))?.added).toBe(PHOTOS / 2);

    let requests = 0;
    let kills: readonly (readonly [number, number])[] = KILLS;
    server = createServer(async (req, res) => {
      requests++;
      const [due, ...others] = kills;
      if (!due || requests < due[0]) return res.end(pictureOf(req.url ?? ""));
      kills = others;
      if (due[1] >= 0) res.end(pictureOf(req.url ?? ""));
      await pause(Math.max(0, due[1]));
      child?.kill("SIGKILL");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const operation = await orderIntake({ tenant, id, memberId, phase: "photos", edition: 0 });
    for (let run = 0; run <= KILLS.length; run++) {
      child = spawn(
        process.execPath,
        ["--import", "tsx", "jobs/testing-photo-fetcher.ts", operation, String(port)],
        { env: { ...process.env }, stdio: "inherit" },
      );
      await once(child, "exit");
      const now = await platform.read((tx) => findOperation(tx, operation));
      if (now?.state === "succeeded") break;
    }
    expect(await platform.read((tx) => findOperation(tx, operation))).toMatchObject({
      state: "succeeded",
    });
    expect(kills.length).toBeLessThan(KILLS.length - 2);
    expect(await scope.read((tx) => countIntakePhotos(tx, id))).toEqual({
      ...{ waiting: 0, added: PHOTOS, there: 0, refused: 0 },
    });
    const found = await scope.read((tx) =>
      tx
        .select({ name: items.name, file: photos.fileName, key: photos.key })
        .from(photos)
        .innerJoin(items, eq(items.id, photos.itemId))
        .where(ne(photos.origin, "")),
    );
    const shown = found.map(({ name, file }) => `${name} ${file}`).sort();
    expect(shown).toEqual(
      Array.from({ length: PHOTOS / 2 }, (_, at) => [
        ...[`Killed ${at} ${at}-a.png`, `Killed ${at} ${at}-b.png`],
      ]).flat(),
    );
    // Nothing lies among the files that no photo names.
    const keys: string[] = [];
    for await (const { key } of filesOf(tenant).list("photos/")) keys.push(key);
    const expected = found.flatMap(({ key }) =>
      ["full", "shelf", "thumb"].map((size) => `${key}/${size}.webp`),
    );
    expect(keys.filter((key) => !key.includes("logo")).sort()).toEqual(
      expect.arrayContaining(expected.sort()),
    );
    expect(keys).toHaveLength(expected.length);
    await scope.write((tx) => undoChangeSet(tx, id));
    expect(await scope.read((tx) => tx.$count(photos, ne(photos.origin, "")))).toBe(0);
  }, 200_000);
});

const MAPPING = {
  columns: [
    { name: "Name", target: { to: "field", field: "name" }, words: [], empties: false },
    { name: "Photos", target: { to: "photos" }, words: [], empties: false },
  ],
  places: "refuse",
  tidy: true,
};
