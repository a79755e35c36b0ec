import { mkdtempSync } from "node:fs";
import { readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBucketServer, startBucketServer } from "@/files/testing-bucket";
import { type ArchiveStore, archiveStore } from "./stores";

const folder = mkdtempSync(join(tmpdir(), "swingtag-stores-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Large enough to travel to a bucket in several parts. */
const LARGE = Buffer.alloc(17_000_000, "archive ");

async function* piecesOf(...pieces: (Buffer | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

function keeps(store: () => Promise<ArchiveStore>): void {
  const read = async (key: string) => (await store()).withFile(key, (path) => readFile(path));

  test("what was put is listed with its size and read as it was", async () => {
    const { put, list } = await store();
    await put("sites/b/2.zip", piecesOf(LARGE.subarray(0, 5), LARGE.subarray(5)));
    await put("sites/a/1.zip", piecesOf(Buffer.from("one")));
    expect(await list("sites/")).toEqual([
      { key: "sites/a/1.zip", bytes: 3 },
      { key: "sites/b/2.zip", bytes: LARGE.length },
    ]);
    expect(await list("sites/b/")).toHaveLength(1);
    expect((await read("sites/b/2.zip")).equals(LARGE)).toBe(true);
  });

  test.each([
    ["a new key", "sites/c/3.zip"],
    ["a key that holds one", "sites/a/1.zip"],
  ])("half an archive is none: %s", async (_, key) => {
    const { put, list } = await store();
    const before = await list("");
    const broken = put(key, piecesOf(LARGE, new Error("The site went away.")));
    await expect(broken).rejects.toThrow("The site went away.");
    expect(await list("")).toEqual(before);
  });

  test("what is deleted is gone, and nothing is said of what never was", async () => {
    const one = await store();
    await one.put("sites/d/4.zip", piecesOf(Buffer.from("four")));
    await one.delete("sites/d/4.zip");
    await one.delete("sites/d/4.zip");
    await expect(read("sites/d/4.zip")).rejects.toThrow("no such backup");
    expect(await one.list("sites/d/")).toEqual([]);
  });

  test.each(["../x", "/x", "a//b", "a/../../b", ".incoming/x", "a/.x", "", "A/b"])(
    "%j is no key",
    async (key) => {
      await expect(read(key)).rejects.toThrow("no archive's key");
    },
  );
}

describe("archives in a folder", () => {
  const path = join(folder, "kept");
  keeps(() => archiveStore(path));

  test("what a killed writer left a day ago is removed, what is being written is not", async () => {
    const store = await archiveStore(path);
    for (const name of ["old", "young"]) await writeFile(join(path, ".incoming", name), "half");
    await utimes(join(path, ".incoming", "old"), 0, 0);
    await store.tidy();
    expect(await readdir(join(path, ".incoming"))).toEqual(["young"]);
  });
});

describe.skipIf(!hasBucketServer())("archives in a bucket", () => {
  let server: Awaited<ReturnType<typeof startBucketServer>>;
  beforeAll(async () => {
    server = await startBucketServer("kept");
  });
  afterAll(() => server.stop());
  keeps(() => archiveStore("s3://kept/swingtag/night"));

  test("archives of another prefix are not listed", async () => {
    const other = await archiveStore("s3://kept/other");
    await other.put("sites/a/1.zip", piecesOf(Buffer.from("other")));
    expect(await other.list("")).toEqual([{ key: "sites/a/1.zip", bytes: 5 }]);
  });

  test("tidying ends no upload of today", async () => {
    await expect((await archiveStore("s3://kept/other")).tidy()).resolves.toBeUndefined();
  });
});

test.each(["s3://", "s3:bucket", "s3://UPPER/x"])("%j is no place for backups", async (setting) => {
  await expect(archiveStore(setting)).rejects.toThrow("s3://bucket/prefix");
});
