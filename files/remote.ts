import { createHash } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { fileFields, PASS, signPass } from "@/base/pass";
import { Refusal } from "@/base/refusal";
import { asBody } from "./body";
import { checkedKey, checkedPrefix, checkedType, isFileKey, isMediaType } from "./keys";
import type { ByteRange, FileStore, ListedFile } from "./tenant-files";

/** How long the other end may be silent, in milliseconds. */
const SILENCE = 30_000;

/** The path below which a stack serves its files to the platform. */
export const FILES_PATH = "/_files/";

/**
 * The files of a stack, over HTTP through its web processes: each request carries a pass for this method, key,
 * range, size and type.
 * @param origin `http://host:port`
 * @param key by which the stack knows us; see `passKey`
 */
export function remoteFileStore(origin: string, key: Buffer): FileStore {
  const ask = (asked: Asked) => send(origin, key, asked);
  const put: FileStore["putStream"] = async (name, content, { type }) => {
    const hash = createHash("sha256");
    let size = 0;
    const counted = async function* () {
      for await (const piece of content) {
        hash.update(piece);
        size += piece.length;
        yield piece;
      }
    };
    const path = pathOf(checkedKey(name));
    const answer = await ask({ method: "PUT", path, type: checkedType(type), body: counted() });
    const stored = StoredSchema.parse(JSON.parse(await textOf(answer, [200])));
    if (stored.size !== size || stored.etag !== hash.digest("hex"))
      throw new Error(`The file ${name} did not arrive as it was sent.`);
    return stored;
  };
  return {
    async put(name, bytes, options) {
      await put(name, Readable.from([bytes]), options);
    },
    putStream: put,
    async get(name) {
      if (!isFileKey(name)) return null;
      const path = pathOf(name);
      const found = await ask({ method: "HEAD", path });
      found.resume();
      if (found.statusCode === 404) return null;
      if (found.statusCode !== 200) throw noAnswer(found);
      const type = String(found.headers["content-type"] ?? "");
      const etag = etagOf(found);
      if (!isMediaType(type) || !etag) throw new Error(`The stack said nothing of ${name}.`);
      const pieces = (range?: ByteRange) =>
        piecesOf(() => ask({ method: "GET", path, range }), etag);
      return {
        type,
        etag,
        size: Number(found.headers["x-file-size"]),
        bytes: () => buffer(pieces()),
        stream: (range) => asBody(pieces(range)),
        pieces,
      };
    },
    async delete(name) {
      await textOf(await ask({ method: "DELETE", path: pathOf(checkedKey(name)) }), [204]);
    },
    async deletePrefix(prefix) {
      const path = `${FILES_PATH}?prefix=${encodeURIComponent(checkedPrefix(prefix))}`;
      return Number(await textOf(await ask({ method: "DELETE", path }), [200]));
    },
    async *list(prefix) {
      const path = `${FILES_PATH}?prefix=${encodeURIComponent(checkedPrefix(prefix))}`;
      const answer = await ask({ method: "GET", path });
      if (answer.statusCode !== 200) throw noAnswer(answer);
      let ended = false;
      for await (const line of linesOf(answer)) {
        if (line === "") ended = true;
        else yield listedIn(line);
      }
      // Without this check, a list that was cut off would look like fewer files.
      if (!ended) throw new Error("The list of files ended before it was whole.");
    },
  };
}

interface Asked {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly path: string;
  readonly range?: ByteRange;
  readonly type?: string;
  readonly body?: AsyncIterable<Uint8Array>;
}

const StoredSchema = z.object({ size: z.int().nonnegative(), etag: z.string() });

function pathOf(key: string): string {
  return `${FILES_PATH}${key}`;
}

async function send(origin: string, key: Buffer, asked: Asked): Promise<IncomingMessage> {
  const { method, path, range, type = "", body } = asked;
  const said = {
    type,
    range: range ? `bytes=${range.start}-${range.end}` : "",
    size: body ? "stream" : "",
  };
  const headers = {
    [PASS]: signPass(key, fileFields({ method, url: path }, said)),
    ...(said.range && { range: said.range }),
    ...(type && { "content-type": type }),
    ...(said.size && { "x-file-size": said.size }),
  };
  const sent = request(new URL(path, origin), { method, headers, agent: false, timeout: SILENCE });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve);
    // The listener stays after the answer has begun; then the stream of pieces reports the error.
    sent.on("error", reject);
    sent.once("timeout", () => sent.destroy(new Error("The stack's files do not answer.")));
  });
  // If the answer arrives before the whole body is sent, the answer counts.
  const whole = body ? pipeline(Readable.from(body), sent) : Promise.resolve(void sent.end());
  const failed = whole.then(
    () => answered,
    async (error: unknown) => {
      sent.destroy();
      throw error;
    },
  );
  return Promise.race([answered, failed]);
}

async function* piecesOf(
  ask: () => Promise<IncomingMessage>,
  etag: string,
): AsyncGenerator<Uint8Array, void> {
  const answer = await ask();
  try {
    if (answer.statusCode === 404)
      throw new Error("A stored file was deleted while it was being read.");
    if (answer.statusCode !== 200 && answer.statusCode !== 206) throw noAnswer(answer);
    if (etagOf(answer) !== etag)
      throw new Error("A stored file was replaced while it was being read.");
    for await (const piece of answer) yield piece;
    if (!answer.complete) throw new Error("A stored file ended before it was whole.");
  } finally {
    answer.destroy();
  }
}

async function textOf(answer: IncomingMessage, statuses: readonly number[]): Promise<string> {
  const text = (await buffer(answer)).toString("utf8");
  if (statuses.includes(answer.statusCode ?? 0)) return text;
  if (answer.statusCode === 503) throw new Refusal(text, { status: 503, retryAfter: 300 });
  throw noAnswer(answer);
}

function noAnswer(answer: IncomingMessage): Error {
  answer.resume();
  return new Error(`The stack's files answered ${answer.statusCode}.`);
}

function etagOf({ headers }: IncomingMessage): string {
  return /^"([0-9a-f]{64})"$/.exec(String(headers.etag ?? ""))?.[1] ?? "";
}

async function* linesOf(answer: IncomingMessage): AsyncGenerator<string, void> {
  let rest = "";
  answer.setEncoding("utf8");
  for await (const piece of answer) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

function listedIn(line: string): ListedFile {
  const [size = "", key = ""] = line.split(" ");
  return { key: checkedKey(key), size: Number(size) };
}
