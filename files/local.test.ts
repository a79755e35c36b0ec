import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { localFileStore } from "./local";
import { describeFileStore } from "./testing-store";

const webp = { type: "image/webp" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describeFileStore(async () => ({
  open: () => localFileStore(folder),
  incoming: () => readdir(join(folder, "@incoming")).catch(() => []),
}));

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
