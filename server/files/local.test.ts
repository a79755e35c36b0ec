import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { localFileStore } from "@/server/files/local";

const webp = { type: "image/webp" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe("what is put can be had back", () => {
  test("as bytes and as a stream, with type, size and an etag of the content", async () => {
    const store = localFileStore(folder);
    const bytes = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, at) => at % 251));
    await store.put("a/photo.webp", bytes, webp);
    await store.put("same.webp", bytes, webp);
    const file = await store.get("a/photo.webp");
    if (!file) throw new Error("the file is missing");
    expect([file.type, file.size]).toEqual(["image/webp", 200_000]);
    expect((await file.bytes()).equals(bytes)).toBe(true);
    expect(Buffer.from(await new Response(file.stream()).arrayBuffer()).equals(bytes)).toBe(true);
    expect((await store.get("same.webp"))?.etag).toBe(file.etag);
  });

  test("by another process that opens the same folder, empty files included", async () => {
    await localFileStore(folder).put("empty.txt", new Uint8Array(), { type: "text/plain" });
    const file = await localFileStore(folder).get("empty.txt");
    expect([file?.size, (await file?.bytes())?.length]).toEqual([0, 0]);
  });

  test("a key and a longer key below it are two files", async () => {
    const store = localFileStore(folder);
    await store.put("a", Buffer.from("short"), webp);
    await store.put("a/b", Buffer.from("long"), webp);
    await store.delete("a");
    expect(await store.get("a")).toBeNull();
    expect((await (await store.get("a/b"))?.bytes())?.toString()).toBe("long");
  });

  test("keys are listed in byte order by the beginning of their names", async () => {
    const store = localFileStore(folder);
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
    const store = localFileStore(folder);
    await store.put("a", Buffer.from("first"), webp);
    const first = await store.get("a");
    await store.put("a", Buffer.from("later and longer"), webp);
    await expect(first?.bytes()).rejects.toThrow("replaced");
    await expect(new Response(first?.stream()).text()).rejects.toThrow("replaced");
    await store.delete("a");
    await expect(first?.bytes()).rejects.toThrow("deleted");
  });

  test("a type that would plant a response header is not stored", async () => {
    const store = localFileStore(folder);
    for (const type of ["image/webp\r\nset-cookie: a=b", "", "webp", "image/webp; name=x"]) {
      await expect(store.put("a", Buffer.from("x"), { type })).rejects.toThrow("media type");
    }
    expect(await store.get("a")).toBeNull();
  });
});

describe("when the disk or the process gives out", () => {
  test.each(["writeFile", "sync"] as const)(
    "a disk that is full at %s refuses, leaves no half file and keeps the earlier one",
    async (step) => {
      const store = localFileStore(folder);
      await store.put("a", Buffer.from("earlier"), webp);
      const probe = await open(folder, "r");
      const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
      vi.spyOn(Object.getPrototypeOf(probe), step).mockRejectedValueOnce(full);
      await probe.close();
      await expect(store.put("a", Buffer.from("later"), webp)).rejects.toMatchObject({
        name: "Refusal",
        status: 503,
        message: expect.stringContaining("no room"),
      });
      expect((await (await store.get("a"))?.bytes())?.toString()).toBe("earlier");
      expect(await readdir(join(folder, "@incoming"))).toEqual([]);
    },
  );

  test.skipIf(!canMount())("a disk that is really full behaves so, too", async () => {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", folder]);
    try {
      const store = localFileStore(folder);
      await store.put("a", Buffer.from("earlier"), webp);
      const tooMuch = store.put("a", Buffer.alloc(500_000), webp);
      await expect(tooMuch).rejects.toMatchObject({ name: "Refusal", status: 503 });
      expect((await (await store.get("a"))?.bytes())?.toString()).toBe("earlier");
      await store.put("b", Buffer.alloc(50_000), webp);
    } finally {
      execFileSync("umount", [folder]);
    }
  });

  test("after kill -9 each confirmed file is whole and none is half", async () => {
    const script = join(import.meta.dirname, "put-in-a-loop.ts");
    const victim = spawn(process.execPath, ["--import", "tsx", script, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = once(victim, "exit");
    const confirmed = new Map<string, number>();
    for await (const line of createInterface({ input: victim.stdout })) {
      const [key = "", round] = line.split(" ");
      confirmed.set(key, Number(round));
      if (confirmed.size === 40) victim.kill("SIGKILL");
    }
    await gone;
    expect(confirmed.size).toBeGreaterThanOrEqual(40);
    const store = localFileStore(folder);
    for (const [key, round] of confirmed) {
      const bytes = await (await store.get(key))?.bytes();
      expect(bytes?.length).toBe(300_000);
      // A later round may have replaced it before its own line was printed.
      expect(bytes?.equals(Buffer.alloc(300_000, bytes[0]))).toBe(true);
      expect((bytes?.[0] ?? 0) >= round).toBe(true);
    }
    for await (const { key, size } of store.list("")) expect([key, size]).toEqual([key, 300_000]);
  });

  test("what a killed process left half-written is cleared out, a neighbour's fresh one is not", async () => {
    const incoming = join(folder, "@incoming");
    await mkdir(incoming);
    await writeFile(join(incoming, "old"), "half");
    await writeFile(join(incoming, "fresh"), "half");
    const yesterday = new Date(Date.now() - 86_400_000);
    await utimes(join(incoming, "old"), yesterday, yesterday);
    expect(await all(localFileStore(folder).list(""))).toEqual([]);
    expect(await readdir(incoming)).toEqual(["fresh"]);
    expect(await readFile(join(incoming, "fresh"), "utf8")).toBe("half");
  });
});

function canMount(): boolean {
  try {
    execFileSync("unshare", ["-m", "true"], { stdio: "ignore" });
    return process.platform === "linux";
  } catch {
    return false;
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
