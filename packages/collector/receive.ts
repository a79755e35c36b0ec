import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { constants, gunzip } from "node:zlib";
import { NotOtlp, readOtlp, type Signal } from "./otlp";
import { jsonReply, type Reply, refusal } from "./reply";
import type { Store } from "./store";

/** How large a push may be, packed and unpacked, in bytes. */
const LARGEST = 16_000_000;

const unpack = promisify(gunzip);

/** Keeps what was pushed. Once it answers 200, it is on disk. */
export async function receive(req: IncomingMessage, signal: Signal, store: Store): Promise<Reply> {
  const type = (req.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    return refusal(415, "Send OTLP in JSON: set the exporter's protocol to http/json.");
  const encoding = req.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip")
    return refusal(415, "Send it as it is, or packed by gzip.");
  try {
    const packed = await bodyOf(req);
    const text =
      encoding === "gzip"
        ? await unpack(packed, { maxOutputLength: LARGEST, finishFlush: constants.Z_SYNC_FLUSH })
        : packed;
    store.write(readOtlp(signal, JSON.parse(text.toString())));
    return jsonReply(200, { partialSuccess: {} });
  } catch (error) {
    if (error instanceof TooLarge || isTooLarge(error))
      return refusal(413, `Send at most ${LARGEST / 1e6} MB at a time.`);
    if (error instanceof NotOtlp) return refusal(400, error.message);
    if (error instanceof SyntaxError || error instanceof RangeError)
      return refusal(400, "This is not OTLP in JSON.");
    if (isPacking(error)) return refusal(400, "This is not packed by gzip.");
    throw error;
  }
}

class TooLarge extends Error {}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > LARGEST) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isTooLarge(error: unknown): boolean {
  return codeOf(error) === "ERR_BUFFER_TOO_LARGE";
}

function isPacking(error: unknown): boolean {
  return /^Z_/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
