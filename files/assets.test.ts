import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerForOthers } from "@/front/other-versions";
import { findAsset, publishAssets } from "./assets";
import { localFileStore } from "./tenant-files";

let root: string;
let server: Server;
let origin: string;
const store = () => localFileStore(join(root, "files"));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "swingtag-versions-"));
  for (const [version, file] of [
    ["old", "chunks/0ld.css"],
    ["new", "chunks/n3w-_1.js"],
    ["both", "chunks/both.js"],
  ]) {
    for (const folder of version === "both" ? ["old", "new"] : [version ?? ""]) {
      await mkdir(join(root, folder, "chunks"), { recursive: true });
      await writeFile(join(root, folder, file ?? ""), `${file} of ${version}`);
    }
  }
  await writeFile(join(root, "secret.js"), "secret");
  server = createServer(async (req, res) => {
    const versions = {
      folder: join(root, "new"),
      find: (path: string) => findAsset(path, store()),
    };
    if (!(await answerForOthers(req, res, versions))) res.writeHead(418).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address?.port}`;
});

afterEach(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

test("a page of the version before gets its styles from a process of this one", async () => {
  expect(await publishAssets(join(root, "old"), store())).toBe(2);
  expect(await publishAssets(join(root, "new"), store())).toBe(1);
  const answer = await fetch(`${origin}/_next/static/chunks/0ld.css?v=1`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(answer.headers.get("cache-control")).toContain("immutable");
  expect(await answer.text()).toBe("chunks/0ld.css of old");
  const head = await fetch(`${origin}/_next/static/chunks/0ld.css`, { method: "HEAD" });
  expect(head.headers.get("content-length")).toBe("21");
});

test("publishing the same version again puts nothing", async () => {
  await publishAssets(join(root, "old"), store());
  expect(await publishAssets(join(root, "old"), store())).toBe(0);
});

test.each([
  ["GET", "/_next/static/chunks/n3w-_1.js"],
  ["GET", "/_next/static/chunks/nowhere.js"],
  ["GET", "/_next/static/../secret.js"],
  ["GET", "/_next/static/chunks/..%2f..%2fsecret.js"],
  ["POST", "/_next/static/chunks/0ld.css"],
  ["GET", "/chunks/0ld.css"],
])("%s %s is left to this version's own answer", async (method, path) => {
  await publishAssets(join(root, "old"), store());
  expect((await fetch(origin + path, { method })).status).toBe(418);
});

test("what tenants store is no script of any version", async () => {
  await store().put("t/chunks/evil.js", Buffer.from("evil"), { type: "text/javascript" });
  expect((await fetch(`${origin}/_next/static/../t/chunks/evil.js`)).status).toBe(418);
  expect((await fetch(`${origin}/_next/static/chunks/evil.js`)).status).toBe(418);
});

test("a store that fails leaves the answer to this version", async () => {
  await rm(join(root, "files"), { recursive: true, force: true });
  await writeFile(join(root, "files"), "no folder");
  expect((await fetch(`${origin}/_next/static/chunks/0ld.css`)).status).toBe(418);
});
