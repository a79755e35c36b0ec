import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findAsset, publishAssets } from "./assets";
import { localFileStore } from "./tenant-files";

let root: string;
const store = () => localFileStore(join(root, "files"));
const publish = (version: string) => publishAssets(join(root, version), store());
const find = (path: string) => findAsset(path, store());

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "swingtag-assets-"));
  for (const [version, file] of [
    ["old", "chunks/0ld.css"],
    ["old", "chunks/both.js"],
    ["new", "chunks/n3w-_1.js"],
    ["new", "chunks/both.js"],
  ] as const) {
    await mkdir(join(root, version, "chunks"), { recursive: true });
    await writeFile(join(root, version, file), `${file} of its build`);
  }
  await writeFile(join(root, "secret.js"), "secret");
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

test("a version puts what is not there yet, and finds what the version before has put", async () => {
  expect(await publish("old")).toBe(2);
  expect(await publish("new")).toBe(1);
  const asset = await find("chunks/0ld.css");
  expect(asset?.type).toBe("text/css; charset=utf-8");
  expect(asset?.bytes.toString()).toBe("chunks/0ld.css of its build");
  expect((await find("chunks/n3w-_1.js"))?.bytes.toString()).toBe("chunks/n3w-_1.js of its build");
});

test("publishing the same version again puts nothing", async () => {
  await publish("old");
  expect(await publish("old")).toBe(0);
});

test.each(["chunks/nowhere.js", "../secret.js", "chunks/..%2f..%2fsecret.js", "0ld.css"])(
  "%s is nothing that a version has put",
  async (path) => {
    await publish("old");
    expect(await find(path)).toBeNull();
  },
);

test("what tenants store is no script of any version", async () => {
  await store().put("t/chunks/evil.js", Buffer.from("evil"), { type: "text/javascript" });
  expect(await find("../t/chunks/evil.js")).toBeNull();
  expect(await find("chunks/evil.js")).toBeNull();
});

test("a store that fails is a fault, not an absence", async () => {
  await rm(join(root, "files"), { recursive: true, force: true });
  await writeFile(join(root, "files"), "no folder");
  await expect(find("chunks/0ld.css")).rejects.toThrow();
});
