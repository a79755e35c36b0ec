import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fileFields, PASS, passKey, signPass } from "@/base/pass";
import { localFileStore } from "./local";
import { remoteFileStore } from "./remote";
import { answerFiles } from "./remote-answer";
import type { FileStore } from "./tenant-files";
import { describeFileStore } from "./testing-store";
import { describeTenantsApart } from "./testing-walls";

const KEY = passKey("the secret of one stack, at least 32 characters");
const OTHERS = passKey("the secret of another stack, 32 characters long");
const webp = { type: "image/webp" };

let folder: string;
let server: Server;
let running: Set<IncomingMessage>;
let origin: string;
/** Streams that this end has under way. */
let sending: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "remote-"));
  running = new Set();
  sending = 0;
  const store = localFileStore(folder);
  server = createServer((req, res) => {
    running.add(req);
    void answerFiles(req, res, store, KEY)
      .catch(() => void res.destroy())
      .finally(() => running.delete(req));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function open(): FileStore {
  const store = remoteFileStore(origin, KEY);
  return {
    ...store,
    async putStream(...given) {
      sending++;
      try {
        return await store.putStream(...given);
      } finally {
        sending--;
      }
    },
  };
}

/** The other end notices a moment later that a stream was broken off. */
async function incoming(): Promise<string[]> {
  await vi.waitUntil(() => running.size <= sending);
  return readdir(join(folder, "@incoming")).catch(() => []);
}

describe("over HTTP", () => {
  describeFileStore(async () => ({ open, incoming }));
});
describe("two tenants over HTTP", () => describeTenantsApart(async () => open()));

describe("a pass", () => {
  const file = { range: "", size: "", type: "" };
  const ask = (
    method: string,
    path: string,
    pass: string,
    headers: Record<string, string> = {},
  ): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(new URL(path, origin), {
        method,
        headers: { ...headers, [PASS]: pass },
      });
      sent.once("response", (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      sent.once("error", reject);
      sent.end(method === "PUT" ? "other" : undefined);
    });
  const passFor = (method: string, url: string, said: Partial<typeof file> = {}, key = KEY) =>
    signPass(key, fileFields({ method, url }, { ...file, ...said }));

  beforeEach(async () => {
    await open().put("t/ours/a.webp", Buffer.from("ours"), webp);
  });

  test("for this very request opens it", async () => {
    const path = "/_files/t/ours/a.webp";
    expect(await ask("GET", path, passFor("GET", path))).toBe(200);
  });

  test.each([
    ["none", () => ""],
    ["another method's", (path: string) => passFor("DELETE", path)],
    ["another file's", () => passFor("GET", "/_files/t/ours/b.webp")],
    ["another range's", (path: string) => passFor("GET", path, { range: "bytes=0-1" })],
    ["another stack's", (path: string) => passFor("GET", path, {}, OTHERS)],
    [
      "one that is over",
      (path: string) =>
        signPass(KEY, fileFields({ method: "GET", url: path }, file), Date.now() - 600_000),
    ],
    [
      "one from far ahead",
      (path: string) =>
        signPass(KEY, fileFields({ method: "GET", url: path }, file), Date.now() + 600_000),
    ],
  ])("that is %s finds nothing", async (_, pass) => {
    const path = "/_files/t/ours/a.webp";
    expect(await ask("GET", path, pass(path))).toBe(404);
  });

  test("for one body stores no body of another type", async () => {
    const path = "/_files/t/ours/a.webp";
    const pass = passFor("PUT", path, { type: "image/webp", size: "stream" });
    const headers = { "content-type": "text/html", "x-file-size": "stream" };
    expect(await ask("PUT", path, pass, headers)).toBe(404);
    expect((await (await open().get("t/ours/a.webp"))?.bytes())?.toString()).toBe("ours");
  });

  test("of another stack leads its store to no file of ours", async () => {
    const stranger = remoteFileStore(origin, OTHERS);
    expect(await stranger.get("t/ours/a.webp")).toBeNull();
    await expect(stranger.deletePrefix("t/")).rejects.toThrow("404");
    await expect(stranger.put("t/ours/a.webp", Buffer.from("x"), webp)).rejects.toThrow();
    expect(await open().get("t/ours/a.webp")).not.toBeNull();
  });
});
