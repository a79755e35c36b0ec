import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type FileStore,
  localFileStore,
  type StoredFile,
  type TenantFiles,
  tenantFiles,
} from "./tenant-files";
import { describeTenantsApart } from "./testing-walls";

const OURS = "0198c0de-0000-7000-8000-00000000000a";
const THEIRS = "0198c0de-0000-7000-8000-00000000000b";
const SHARED_KEYS = ["photos/peanut/full.webp", "photos/peanut/thumb.webp", "logo.png"];
const webp = { type: "image/webp" };

let folder: string;
let store: FileStore;
let ours: TenantFiles;
let theirs: TenantFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-"));
  store = localFileStore(join(folder, "store"));
  ours = tenantFiles(store, OURS);
  theirs = tenantFiles(store, THEIRS);
  for (const key of SHARED_KEYS) {
    await ours.put(key, Buffer.from(`ours ${key}`), webp);
    await theirs.put(key, Buffer.from(`theirs ${key}`), webp);
  }
});

afterEach(async () => {
  // Whatever a test did with ours: theirs is as it was.
  for (const key of SHARED_KEYS) expect(await textOf(theirs.get(key))).toBe(`theirs ${key}`);
  expect(await keysOf(theirs)).toEqual([...SHARED_KEYS].sort());
  await rm(folder, { recursive: true });
});

describe("in a folder", () =>
  describeTenantsApart(async () => localFileStore(join(folder, "apart"))));

test("a store that checks nothing itself is never asked for a name outside ours", async () => {
  const asked: string[] = [];
  const careless: FileStore = {
    put: async (key) => void asked.push(key),
    putStream: async (key) => {
      asked.push(key);
      return { size: 0, etag: "" };
    },
    get: async (key) => {
      asked.push(key);
      return null;
    },
    delete: async (key) => void asked.push(key),
    deletePrefix: async (prefix) => asked.push(prefix),
    list: (prefix) => {
      asked.push(prefix);
      return store.list("nothing");
    },
  };
  const files = tenantFiles(careless, OURS);
  for (const name of ["../x", `../${THEIRS}/x`, "/x", "a//x", "a/../../x", "logo.png"]) {
    await Promise.allSettled([
      files.put(name, Buffer.from("x"), webp),
      files.get(name),
      files.delete(name),
      files.deletePrefix(name),
      keysOf(files, name),
    ]);
  }
  expect(asked).toEqual(Array(5).fill(`t/${OURS}/logo.png`));
});

describe("symbolic links in the folder", () => {
  test("neither a linked file nor a linked folder leads out of the store or to theirs", async () => {
    const secret = join(folder, "secret.txt");
    await writeFile(secret, "outside");
    const own = join(folder, "store", "t", OURS);
    await symlink(secret, join(own, "linked.webp@"));
    await symlink(join(folder, "store", "t", THEIRS), join(own, "neighbour"));

    expect(await ours.get("linked.webp")).toBeNull();
    expect(await ours.get("neighbour/logo.png")).toBeNull();
    await ours.delete("neighbour/logo.png");
    await expect(ours.put("neighbour/logo.png", Buffer.from("x"), webp)).rejects.toThrow("folder");
    expect(await ours.deletePrefix("neighbour/")).toBe(0);
    expect(await keysOf(ours)).toEqual([...SHARED_KEYS].sort());
  });

  test("putting over a link replaces the link and leaves what it pointed at", async () => {
    const secret = join(folder, "secret.txt");
    await writeFile(secret, "outside");
    await symlink(secret, join(folder, "store", "t", OURS, "linked.webp@"));
    await ours.put("linked.webp", Buffer.from("inside"), webp);
    expect(await textOf(ours.get("linked.webp"))).toBe("inside");
    expect(await readFile(secret, "utf8")).toBe("outside");
  });
});

async function keysOf(files: TenantFiles, prefix = ""): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list(prefix)) keys.push(key);
  return keys;
}

async function textOf(file: Promise<StoredFile | null>): Promise<string | undefined> {
  return (await (await file)?.bytes())?.toString();
}
