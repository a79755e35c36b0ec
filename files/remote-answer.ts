import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileFields, PASS, passCounts } from "@/base/pass";
import { Refusal } from "@/base/refusal";
import { isFileKey, isMediaType } from "./keys";
import { FILES_PATH } from "./remote";
import type { ByteRange, FileStore } from "./tenant-files";

/**
 * Answers the platform's requests for a stack's files. A request without a valid pass gets 404, like any
 * unknown path.
 * @param key by which the platform is known; see `passKey`
 */
export async function answerFiles(
  req: IncomingMessage,
  res: ServerResponse,
  store: FileStore,
  key: Buffer,
): Promise<void> {
  const type = said(req, "content-type");
  const fields = { range: said(req, "range"), size: said(req, "x-file-size"), type };
  if (!passCounts(key, fileFields(req, fields), said(req, PASS))) return end(res, 404);
  const url = new URL(req.url ?? "/", "http://stack");
  const name = url.pathname.slice(FILES_PATH.length);
  const prefix = url.searchParams.get("prefix");
  try {
    if (prefix !== null && req.method === "GET") await sendList(res, store, prefix);
    else if (prefix !== null && req.method === "DELETE")
      end(res, 200, String(await store.deletePrefix(prefix)));
    else if (!isFileKey(name)) end(res, 404);
    else if (req.method === "PUT" && isMediaType(type))
      end(res, 200, JSON.stringify(await store.putStream(name, req, { type })));
    else if (req.method === "DELETE") {
      await store.delete(name);
      end(res, 204);
    } else if (req.method === "GET" || req.method === "HEAD")
      await sendFile(req, res, store, name, fields.range);
    else end(res, 404);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    end(res, error.status, error.message);
  }
}

async function sendList(res: ServerResponse, store: FileStore, prefix: string): Promise<void> {
  res.writeHead(200, { "content-type": "text/plain" });
  const lines = async function* () {
    for await (const { key, size } of store.list(prefix)) yield `${size} ${key}\n`;
    yield "\n";
  };
  await pipeline(Readable.from(lines()), res);
}

async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  store: FileStore,
  name: string,
  asked: string,
): Promise<void> {
  const file = await store.get(name);
  if (!file) return end(res, 404);
  const range = rangeIn(asked);
  res.writeHead(range ? 206 : 200, {
    "content-type": file.type,
    etag: `"${file.etag}"`,
    "x-file-size": String(file.size),
    "content-length": range ? range.end - range.start + 1 : file.size,
  });
  if (req.method === "HEAD") res.end();
  else await pipeline(Readable.from(file.pieces(range)), res);
}

function rangeIn(asked: string): ByteRange | undefined {
  const [, start, end] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(asked) ?? [];
  return start && end ? { start: Number(start), end: Number(end) } : undefined;
}

function end(res: ServerResponse, status: number, text = ""): void {
  res.writeHead(status, { "content-length": Buffer.byteLength(text) });
  res.end(status === 204 ? undefined : text);
}

function said({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
