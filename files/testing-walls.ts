import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FileStore, type StoredFile, type TenantFiles, tenantFiles } from "./tenant-files";

export const OURS = "0198c0de-0000-7000-8000-00000000000a";
export const THEIRS = "0198c0de-0000-7000-8000-00000000000b";
export const SHARED_KEYS = ["photos/peanut/full.webp", "photos/peanut/thumb.webp", "logo.png"];
export const webp = { type: "image/webp" };

/** A store and the files of two tenants in it, under the same keys. */
interface Shared {
  readonly store: FileStore;
  readonly ours: TenantFiles;
  readonly theirs: TenantFiles;
}

/** Gives each test a store that two tenants share; after it theirs is as it was, whatever it did with ours. */
export function twoTenantsIn(fresh: () => Promise<FileStore>): () => Shared {
  let shared: Shared;
  beforeEach(async () => {
    const store = await fresh();
    shared = { store, ours: tenantFiles(store, OURS), theirs: tenantFiles(store, THEIRS) };
    for (const key of SHARED_KEYS) {
      await shared.ours.put(key, Buffer.from(`ours ${key}`), webp);
      await shared.theirs.put(key, Buffer.from(`theirs ${key}`), webp);
    }
  });
  afterEach(async () => {
    const { theirs } = shared;
    for (const key of SHARED_KEYS) expect(await textOf(theirs.get(key))).toBe(`theirs ${key}`);
    expect(await keysOf(theirs)).toEqual([...SHARED_KEYS].sort());
  });
  return () => shared;
}

/** States, within `describe`, that of two tenants in one store neither reaches the other's files. */
export function describeTenantsApart(fresh: () => Promise<FileStore>): void {
  const shared = twoTenantsIn(fresh);
  let store: FileStore;
  let ours: TenantFiles;
  beforeEach(() => {
    ({ store, ours } = shared());
  });

  describe("two tenants with the same keys", () => {
    test("each reads its own content", async () => {
      for (const key of SHARED_KEYS) expect(await textOf(ours.get(key))).toBe(`ours ${key}`);
    });

    test("saving, replacing and deleting ours leaves theirs as it was", async () => {
      await ours.put("logo.png", Buffer.from("repainted"), { type: "image/png" });
      await ours.delete("photos/peanut/full.webp");
      expect(await textOf(ours.get("logo.png"))).toBe("repainted");
      expect(await ours.get("photos/peanut/full.webp")).toBeNull();
    });

    test("listing and emptying everything of ours stops at ours", async () => {
      expect(await keysOf(ours)).toEqual([...SHARED_KEYS].sort());
      expect(await ours.deletePrefix("")).toBe(3);
      expect(await keysOf(ours)).toEqual([]);
    });

    const reaching = [
      `../${THEIRS}/logo.png`,
      `photos/../../${THEIRS}/logo.png`,
      `t/${THEIRS}/logo.png`,
      `/t/${THEIRS}/logo.png`,
      `..%2f${THEIRS}%2flogo.png`,
      `%2e%2e/${THEIRS}/logo.png`,
      `..\\${THEIRS}\\logo.png`,
      `．．/${THEIRS}/logo.png`,
      `‥/${THEIRS}/logo.png`,
      "/etc/passwd",
      "logo.png\0",
      "logo.png\n",
      "LOGO.png",
      "photos//peanut/full.webp",
      "./logo.png",
      "photos/./peanut/full.webp",
      "photos/",
      "",
      "lоgo.png",
      "a".repeat(300),
    ];

    test.each(reaching)("get(%j) is null, as for a key that never existed", async (key) => {
      expect(await ours.get(key)).toBeNull();
      expect(await ours.get("never/was.webp")).toBeNull();
    });

    test.each(reaching.filter((key) => !key.startsWith("t/")))(
      "put(%j) and delete are refused with one and the same answer",
      async (key) => {
        const refusal = { name: "Refusal", status: 400 };
        await expect(ours.put(key, Buffer.from("x"), webp)).rejects.toMatchObject(refusal);
        await expect(ours.delete(key)).rejects.toMatchObject(refusal);
      },
    );

    test("their key spelled in full lands inside ours", async () => {
      await ours.put(`t/${THEIRS}/logo.png`, Buffer.from("x"), webp);
      expect(await keysOf(ours, "t/")).toEqual([`t/${THEIRS}/logo.png`]);
      await ours.delete(`t/${THEIRS}/logo.png`);
    });

    test.each(["../", `../${THEIRS}/`, "/", "%2e%2e/", "photos//", ".", "PHOTOS"])(
      "the prefix %j is refused for listing and for deleting",
      async (prefix) => {
        await expect(keysOf(ours, prefix)).rejects.toMatchObject({
          name: "Refusal",
          status: 400,
        });
        await expect(ours.deletePrefix(prefix)).rejects.toMatchObject({ status: 400 });
      },
    );

    test.each([
      "",
      "ours",
      "..",
      OURS.toUpperCase(),
      `${OURS}/`,
      `${OURS}\n`,
      `${OURS}/../${THEIRS}`,
    ])("%j opens nobody's files", (tenantId) => {
      expect(() => tenantFiles(store, tenantId)).toThrow("UUID");
    });
  });
}

export async function keysOf(files: TenantFiles, prefix = ""): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list(prefix)) keys.push(key);
  return keys;
}

export async function textOf(file: Promise<StoredFile | null>): Promise<string | undefined> {
  return (await (await file)?.bytes())?.toString();
}
