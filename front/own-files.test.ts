import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, get, type IncomingHttpHeaders, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listBuildFiles } from "./build-files";
import { ownFiles } from "./own-files";
import { stepsAlone } from "./testing";

let root: string;
let server: Server;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "swingtag-own-"));
  await mkdir(join(root, "static/chunks"), { recursive: true });
  await writeFile(join(root, "static/chunks/a.css"), "body { color: teal }");
  await writeFile(join(root, "static/chunks/list.json"), "{}");
  await writeFile(join(root, "secret.js"), "secret");
  const own = await listBuildFiles(join(root, "static"));
  const step = ownFiles(own, join(root, "static"));
  server = createServer(stepsAlone(step, (_, res) => void res.writeHead(418).end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

test("a style of the build comes whole, compressed and for ever, and again as 304", async () => {
  const headers = { "accept-encoding": "gzip, br" };
  const answer = await ask("GET", "/_next/static/chunks/a.css", headers);
  expect(answer.status).toBe(200);
  expect(brotliDecompressSync(answer.body).toString()).toBe("body { color: teal }");
  expect(answer.headers).toMatchObject({
    "content-type": "text/css; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
  });
  const known = { ...headers, "if-none-match": String(answer.headers.etag) };
  expect((await ask("GET", "/_next/static/chunks/a.css", known)).status).toBe(304);
  const head = await ask("HEAD", "/_next/static/chunks/a.css");
  expect(head).toMatchObject({ status: 200, headers: { "content-length": "20" } });
  expect(head.body).toHaveLength(0);
});

test("a file that went away is the app's to answer for, and comes once it is back", async () => {
  const file = join(root, "static/chunks/a.css");
  await rm(file);
  expect((await ask("GET", "/_next/static/chunks/a.css")).status).toBe(418);
  await writeFile(file, "back");
  expect((await ask("GET", "/_next/static/chunks/a.css")).body.toString()).toBe("back");
});

test.each([
  ["POST", "/_next/static/chunks/a.css"],
  ["GET", "/_next/static/chunks/list.json"],
  ["GET", "/_next/static/chunks/none.css"],
  ["GET", "/_next/static/../secret.js"],
  ["GET", "/_next/static/%2e%2e/secret.js"],
  ["GET", "/chunks/a.css"],
])("%s %s is left to the steps behind", async (method, path) => {
  expect((await ask(method, path)).status).toBe(418);
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As sent: what resolves dots in a path on its way would hide them. */
function ask(method: string, path: string, headers = {}): Promise<Answer> {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const { port } = address;
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, method, path, headers, agent: false }, async (res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of res) chunks.push(chunk);
      resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) });
    }).on("error", reject);
  });
}
