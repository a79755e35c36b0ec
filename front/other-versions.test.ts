import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, get, type IncomingHttpHeaders, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Asset } from "@/base/bridge";
import { listBuildFiles } from "./build-files";
import { otherVersions } from "./other-versions";
import { stepsAlone } from "./testing";

let root: string;
let server: Server;
/** What versions have published, by path. */
let published: Map<string, Asset> | Error;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "swingtag-versions-"));
  await mkdir(join(root, "new", "chunks"), { recursive: true });
  for (const file of ["n3w-_1.js", "both.js"])
    await writeFile(join(root, "new", "chunks", file), `chunks/${file} of new`);
  await writeFile(join(root, "secret.js"), "secret");
  published = new Map([
    ["chunks/0ld.css", assetOf("text/css; charset=utf-8", "chunks/0ld.css of old")],
    ["chunks/both.js", assetOf("text/javascript; charset=utf-8", "chunks/both.js of old")],
  ]);
  const find = async (path: string) => {
    if (published instanceof Error) throw published;
    return published.get(path) ?? null;
  };
  const others = otherVersions({ own: await listBuildFiles(join(root, "new")), find });
  server = createServer(stepsAlone(others, (_, res) => void res.writeHead(418).end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

test("a page of the version before gets its styles from a process of this one", async () => {
  const answer = await ask("GET", "/_next/static/chunks/0ld.css?v=1");
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toBe("text/css; charset=utf-8");
  expect(answer.headers["cache-control"]).toContain("immutable");
  expect(answer.text).toBe("chunks/0ld.css of old");
  const head = await ask("HEAD", "/_next/static/chunks/0ld.css");
  expect(head.headers["content-length"]).toBe("21");
});

test.each([
  ["GET", "/_next/static/chunks/n3w-_1.js"],
  ["GET", "/_next/static/chunks/both.js"],
  ["GET", "/_next/static/chunks/nowhere.js"],
  ["GET", "/_next/static/../secret.js"],
  ["GET", "/_next/static/chunks/..%2f..%2fsecret.js"],
  ["POST", "/_next/static/chunks/0ld.css"],
  ["GET", "/chunks/0ld.css"],
])("%s %s is left to this version's own answer", async (method, path) => {
  expect((await ask(method, path)).status).toBe(418);
});

test("a store that fails leaves the answer to this version", async () => {
  published = new Error("The store does not answer.");
  expect((await ask("GET", "/_next/static/chunks/0ld.css")).status).toBe(418);
});

function assetOf(type: string, text: string): Asset {
  return { type, bytes: Buffer.from(text) };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As sent: what resolves dots in a path on its way would hide them. */
function ask(method: string, path: string): Promise<Answer> {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const { port } = address;
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, method, path, agent: false }, async (res) => {
      let text = "";
      for await (const piece of res) text += piece;
      resolve({ status: res.statusCode, headers: res.headers, text });
    }).on("error", reject);
  });
}
