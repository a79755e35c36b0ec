import { once } from "node:events";
import { createServer, get, type Server } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach } from "vitest";
import { pageCache } from "./page-cache";
import type { Step } from "./steps";
import { frontBefore } from "./testing";

let server: Server;

/** What stands behind the page cache in a test, anew for each: `ours` and `theirs` with their versions, and an app. */
export interface Behind {
  /** What the app was asked for. */
  rendered: string[];
  versions: Record<string, string | Error | null>;
  /** What the app says. */
  answer: { status: number; headers: Record<string, string>; words?: string };
}

const begun = (): Behind => ({
  rendered: [],
  versions: { ours: "tenant-1 1", theirs: "tenant-2 1" },
  answer: { status: 200, headers: {} },
});

/** Starts a page cache before an app for each test. */
export function behindPageCache(): Behind {
  const behind = begun();
  beforeEach(async () => {
    Object.assign(behind, begun());
    await start(behind);
  });
  afterEach(() => {
    server.close();
  });
  return behind;
}

async function start(behind: Behind): Promise<void> {
  const cached = pageCache({
    sessionCookie: "session",
    freshness: async (site) => {
      const version = behind.versions[site] ?? null;
      if (version instanceof Error) throw version;
      return version;
    },
    holder: async (site) => {
      const version = behind.versions[site] ?? null;
      if (version instanceof Error) throw version;
      return version?.split(" ")[0] ?? null;
    },
    away(res, _, updating) {
      res.writeHead(503, { "content-type": "text/plain" });
      res.end(updating ? "updating" : "away");
    },
    capacity: 40_000,
  });
  const app: Step = async (req, res) => {
    const { rendered, answer } = behind;
    const nonce = `nonce${rendered.length}`;
    rendered.push(`${req.headers.host}${req.url}`);
    res.setHeader(
      "content-security-policy",
      `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`,
    );
    res.setHeader("content-type", "text/html; charset=utf-8");
    for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
    res.statusCode = answer.status;
    res.write(`<html><style nonce="${nonce}"></style>`);
    const gone = once(res, "finish");
    res.end(`<p>${req.headers.host} ä ${answer.words ?? ""}</p></html>`);
    // As Next does.
    await gone;
  };
  server = createServer(frontBefore({}, cached, app));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

/** What a visitor got. */
export interface Answer {
  readonly status: number;
  readonly policy: string;
  readonly etag: string;
  readonly encoding: string;
  readonly vary: string;
  readonly cache: string;
  readonly text: string;
}

/** Asks the page cache as a visitor of a host. */
export function ask(
  host: string,
  path = "/",
  headers: Record<string, string> = {},
): Promise<Answer> {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return new Promise((resolve, reject) => {
    get(
      { host: "127.0.0.1", port: address.port, path, headers: { ...headers, host } },
      async (res) => {
        const chunks: Buffer[] = [];
        for await (const chunk of res) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        const encoding = String(res.headers["content-encoding"] ?? "");
        const unpack = new Map([
          ["gzip", gunzipSync],
          ["br", brotliDecompressSync],
        ]).get(encoding);
        const plain = unpack ? unpack(body) : body;
        resolve({
          status: res.statusCode ?? 0,
          policy: String(res.headers["content-security-policy"]),
          etag: String(res.headers.etag),
          vary: String(res.headers.vary),
          cache: String(res.headers["cache-control"]),
          encoding,
          text: plain.toString("utf8"),
        });
      },
    ).on("error", reject);
  });
}
