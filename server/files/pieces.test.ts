import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FileStore, localFileStore } from "@/server/files";

const zip = { type: "application/zip" };
const CONTENT = Buffer.from(Array.from({ length: 150_000 }, (_, at) => at % 251));
/** As a half-written file of another key is called. */
const OTHER = `${"f".repeat(64)}-0`;
let folder: string;
let store: FileStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pieces-"));
  store = localFileStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

async function* piecesOf(...pieces: (Buffer | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

const incoming = () => readdir(join(folder, "@incoming"));

test("a file that came in pieces is the one that came at once", async () => {
  await store.put("at-once.zip", CONTENT, zip);
  const said = await store.putStream(
    "in-pieces.zip",
    piecesOf(CONTENT.subarray(0, 7), CONTENT.subarray(7, 90_000), CONTENT.subarray(90_000)),
    zip,
  );
  const [one, other] = [await store.get("at-once.zip"), await store.get("in-pieces.zip")];
  expect(other).toMatchObject({ type: one?.type, size: one?.size, etag: one?.etag });
  expect(said).toEqual({ size: one?.size, etag: one?.etag });
  expect((await other?.bytes())?.equals(CONTENT)).toBe(true);
});

test("an empty stream is an empty file", async () => {
  await store.putStream("empty.zip", piecesOf(), zip);
  expect((await (await store.get("empty.zip"))?.bytes())?.length).toBe(0);
});

test("content that breaks off leaves what was there, and nothing beside it", async () => {
  await store.put("exports/a.zip", Buffer.from("before"), zip);
  const broken = piecesOf(CONTENT, new Error("The site went away."));
  await expect(store.putStream("exports/a.zip", broken, zip)).rejects.toThrow("went away");
  expect((await (await store.get("exports/a.zip"))?.bytes())?.toString()).toBe("before");
  expect(await incoming()).toEqual([]);
});

test("what a killed writer of the same key left is removed by the next, another key's is not", async () => {
  let name = "";
  const watched = async function* () {
    [name = ""] = await incoming();
    yield CONTENT;
  };
  await store.putStream("exports/a.zip", watched(), zip);
  await writeFile(join(folder, "@incoming", name), "half");
  await writeFile(join(folder, "@incoming", OTHER), "of another");
  await store.putStream("exports/a.zip", piecesOf(CONTENT), zip);
  expect(await incoming()).toEqual([OTHER]);
});

test.each([
  [0, 0],
  [65_535, 65_536],
  [149_999, 149_999],
  [10, 149_999],
])("bytes %d to %d are those of the file", async (start, end) => {
  await store.put("a.zip", CONTENT, zip);
  const file = await store.get("a.zip");
  if (!file) throw new Error("There is no file.");
  const expected = CONTENT.subarray(start, end + 1);
  expect((await buffer(file.pieces({ start, end }))).equals(expected)).toBe(true);
  const streamed = await new Response(file.stream({ start, end })).arrayBuffer();
  expect(Buffer.from(streamed).equals(expected)).toBe(true);
});
