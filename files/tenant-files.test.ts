import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FileStore, localFileStore, type TenantFiles, tenantFiles } from "./tenant-files";
import {
  describeTenantsApart,
  keysOf,
  OURS,
  SHARED_KEYS,
  THEIRS,
  textOf,
  twoTenantsIn,
  webp,
} from "./testing-walls";

let folder: string;

afterEach(() => rm(folder, { recursive: true }));

const shared = twoTenantsIn(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-"));
  return localFileStore(join(folder, "store"));
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
      return shared().store.list("nothing");
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
  let ours: TenantFiles;
  beforeEach(() => {
    ({ ours } = shared());
  });

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
