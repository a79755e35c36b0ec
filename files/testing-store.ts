import { buffer } from "node:stream/consumers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FileStore } from "./tenant-files";

/** An empty place for files, for one test. */
export interface FreshPlace {
  /** The store of this place, opened anew as another process would. */
  open(): FileStore;
  /** Names of half-written files, also of writers that were killed. */
  incoming(): Promise<string[]>;
}

const webp = { type: "image/webp" };
const zip = { type: "application/zip" };

/** The tests that every FileStore must pass; call it within `describe`. */
export function describeFileStore(fresh: () => Promise<FreshPlace>): void {
  let place: FreshPlace;
  let store: FileStore;
  beforeEach(async () => {
    place = await fresh();
    store = place.open();
  });

  describe("what is put can be had back", () => {
    test("as bytes and as a stream, with type, size and an etag of the content", async () => {
      const bytes = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, at) => at % 251));
      await store.put("a/photo.webp", bytes, webp);
      await store.put("same.webp", bytes, webp);
      const file = await store.get("a/photo.webp");
      if (!file) throw new Error("the file is missing");
      expect([file.type, file.size]).toEqual(["image/webp", 200_000]);
      expect(file.etag).toMatch(/^[0-9a-f]{64}$/);
      expect((await file.bytes()).equals(bytes)).toBe(true);
      expect(Buffer.from(await new Response(file.stream()).arrayBuffer()).equals(bytes)).toBe(true);
      expect((await store.get("same.webp"))?.etag).toBe(file.etag);
    });

    test("by another process that opens the same place, empty files included", async () => {
      await store.put("empty.txt", new Uint8Array(), { type: "text/plain" });
      const file = await place.open().get("empty.txt");
      expect([file?.size, (await file?.bytes())?.length]).toEqual([0, 0]);
    });

    test("a key and a longer key below it are two files", async () => {
      await store.put("a", Buffer.from("short"), webp);
      await store.put("a/b", Buffer.from("long"), webp);
      await store.delete("a");
      expect(await store.get("a")).toBeNull();
      expect((await (await store.get("a/b"))?.bytes())?.toString()).toBe("long");
    });

    test("keys are listed in byte order by the beginning of their names", async () => {
      const keys = ["a", "a-b/c", "a.b", "a/b", "a/b/c", "a0", "ab/c", "b"];
      for (const key of keys.toReversed()) await store.put(key, Buffer.from(key), webp);
      const listed = await all(store.list(""));
      expect(listed.map(({ key }) => key)).toEqual(keys);
      expect(listed.map(({ size }) => size)).toEqual(keys.map((key) => key.length));
      const some = await all(store.list("a/"));
      expect(some.map(({ key }) => key)).toEqual(["a/b", "a/b/c"]);
      expect((await all(store.list("a/b/"))).map(({ key }) => key)).toEqual(["a/b/c"]);
    });

    test("a file replaced between get and read is an error, never a mixture", async () => {
      await store.put("a", Buffer.from("first"), webp);
      const first = await store.get("a");
      await store.put("a", Buffer.from("later and longer"), webp);
      await expect(first?.bytes()).rejects.toThrow("replaced");
      await expect(new Response(first?.stream()).text()).rejects.toThrow("replaced");
      await store.delete("a");
      await expect(first?.bytes()).rejects.toThrow("deleted");
    });

    test("what begins with a prefix is deleted and counted, and nothing else", async () => {
      for (const key of ["a/1", "a/2", "ab"]) await store.put(key, Buffer.from(key), webp);
      expect(await store.deletePrefix("a/")).toBe(2);
      expect(await store.deletePrefix("a/")).toBe(0);
      await store.delete("a/1");
      expect((await all(store.list(""))).map(({ key }) => key)).toEqual(["ab"]);
    });

    test("a type that would plant a response header is not stored", async () => {
      for (const type of ["image/webp\r\nset-cookie: a=b", "", "webp", "image/webp; name=x"]) {
        await expect(store.put("a", Buffer.from("x"), { type })).rejects.toThrow("media type");
        const streamed = store.putStream("a", piecesOf(Buffer.from("x")), { type });
        await expect(streamed).rejects.toThrow("media type");
      }
      expect(await store.get("a")).toBeNull();
    });
  });

  describe("what comes in pieces", () => {
    test.each([
      ["of one part", CONTENT],
      ["of several parts", LARGE],
    ])("%s is the file that came at once", async (_, content) => {
      await store.put("at-once.zip", content, zip);
      const said = await store.putStream(
        "in-pieces.zip",
        piecesOf(content.subarray(0, 7), content.subarray(7, 90_000), content.subarray(90_000)),
        zip,
      );
      const [one, other] = [await store.get("at-once.zip"), await store.get("in-pieces.zip")];
      expect(other).toMatchObject({ type: one?.type, size: one?.size, etag: one?.etag });
      expect(said).toEqual({ size: one?.size, etag: one?.etag });
      expect((await other?.bytes())?.equals(content)).toBe(true);
      expect(await place.incoming()).toEqual([]);
    });

    test("is an empty file when nothing comes", async () => {
      await store.putStream("empty.zip", piecesOf(), zip);
      expect((await (await store.get("empty.zip"))?.bytes())?.length).toBe(0);
    });

    test("and breaks off leaves what was there, and nothing beside it", async () => {
      await store.put("exports/a.zip", Buffer.from("before"), zip);
      const broken = piecesOf(LARGE, new Error("The site went away."));
      await expect(store.putStream("exports/a.zip", broken, zip)).rejects.toThrow("went away");
      expect((await (await store.get("exports/a.zip"))?.bytes())?.toString()).toBe("before");
      expect(await place.incoming()).toEqual([]);
    });

    test("is neither listed nor read before it has come", async () => {
      const writer = halted(store, "exports/a.zip");
      await vi.waitUntil(async () => (await place.incoming()).length === 1);
      expect(await all(place.open().list(""))).toEqual([]);
      expect(await place.open().get("exports/a.zip")).toBeNull();
      await writer.end();
    });

    test("from a writer that was killed is removed by the next of the same key, another key's is not", async () => {
      const [one, other] = [halted(store, "exports/a.zip"), halted(store, "exports/b.zip")];
      await vi.waitUntil(async () => (await place.incoming()).length === 2);
      await place.open().putStream("exports/a.zip", piecesOf(CONTENT), zip);
      expect(await place.incoming()).toHaveLength(1);
      await other.end();
      expect(await place.incoming()).toEqual([]);
      await one.end();
      expect((await (await store.get("exports/a.zip"))?.bytes())?.equals(CONTENT)).toBe(true);
    });
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
}

const CONTENT = Buffer.from(Array.from({ length: 150_000 }, (_, at) => at % 251));
/** Large enough for several parts on its way to a bucket. */
const LARGE = Buffer.alloc(17_000_000, "an archive ");

async function* piecesOf(...pieces: (Buffer | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

/** A writer that sends much, then pauses, and at last fails. */
function halted(store: FileStore, key: string): { end(): Promise<void> } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const content = async function* () {
    yield LARGE;
    yield await promise;
  };
  const ended = store.putStream(key, content(), zip).catch(() => undefined);
  return {
    async end() {
      reject(new Error("killed"));
      await ended;
    },
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
