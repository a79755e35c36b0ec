import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from "node:zlib";

/** An answer that is the same for everybody. */
export interface KeptAnswer {
  readonly headers: Readonly<Record<string, string>>;
  /** Of headers and body. */
  readonly digest: string;
  /** Roughly what it takes in memory, in bytes. */
  readonly size: number;
  /** In these it can be sent. */
  readonly encodings: readonly Encoding[];
  /** The body as it is sent, compressed by whoever asks for it first. */
  readonly body: (encoding: Encoding) => Buffer | Promise<Buffer>;
}

export type Encoding = "br" | "gzip" | "identity";

/** Whether it is kept for many, or goes out this once. */
export type Use = "many" | "once";

const TEXT = /^text\/|xml|json/;

/** @param headers those that go out with it, `content-type` among them */
export function keptOf(body: Buffer, headers: KeptAnswer["headers"], use: Use): KeptAnswer {
  const bodies = new Map<Encoding, Buffer | Promise<Buffer>>([["identity", body]]);
  const isText = TEXT.test(headers["content-type"] ?? "");
  return {
    headers,
    digest: createHash("sha256").update(JSON.stringify(headers)).update(body).digest("base64url"),
    size: Math.round(body.length * 1.5) + 1000,
    encodings: isText ? ["br", "gzip", "identity"] : ["identity"],
    body(encoding) {
      const made = bodies.get(encoding) ?? compressed(encoding, body, use);
      bodies.set(encoding, made);
      return made;
    },
  };
}

/**
 * What goes out once is compressed at once and lightly: to hand it to another thread and back costs as much as that, and what
 * more pains would save on the wire is less than they cost.
 */
function compressed(encoding: Encoding, body: Buffer, use: Use): Buffer | Promise<Buffer> {
  if (use === "once" && body.length < AT_ONCE)
    return encoding === "gzip"
      ? gzipSync(body, { level: 1 })
      : brotliCompressSync(body, brotliOf(body, 2));
  return compressedForMany(encoding, body);
}

/** In bytes; a longer one would keep other requests waiting. */
const AT_ONCE = 200_000;

async function compressedForMany(encoding: Encoding, body: Buffer): Promise<Buffer> {
  // Beyond this each further step takes far longer than it saves.
  const made = await (encoding === "gzip" ? zip(body) : brotli(body, brotliOf(body, 5)));
  // A copy, because zlib answers with a part of a larger buffer, which would be kept whole.
  return Buffer.from(made);
}

const [zip, brotli] = [promisify(gzip), promisify(brotliCompress)];

function brotliOf(body: Buffer, quality: number) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
}

/**
 * Answers by their keys; of those beyond the capacity, the ones that were unused for longest are dropped. One that would
 * take a large part of it is not kept, because it would push out what belongs to others.
 */
export function storeOf(capacity: number) {
  const kept = new Map<string, KeptAnswer>();
  let held = 0;
  return {
    /** In bytes. */
    get held() {
      return held;
    },
    get(key: string): KeptAnswer | undefined {
      const known = kept.get(key);
      if (!known) return undefined;
      // Moves it to the end.
      kept.delete(key);
      kept.set(key, known);
      return known;
    },
    add(key: string, answer: KeptAnswer): void {
      if (kept.has(key) || answer.size > capacity / 8) return;
      kept.set(key, answer);
      held += answer.size;
      for (const [oldest, old] of kept) {
        if (held <= capacity) break;
        kept.delete(oldest);
        held -= old.size;
      }
    },
  };
}

/**
 * Whether a key was asked for before, of the last few thousand.
 * @param most how many keys are remembered at least; twice as many at most
 */
export function askedBefore(most = 4_000): (key: string) => boolean {
  let [lately, earlier] = [new Set<string>(), new Set<string>()];
  return (key) => {
    const isKnown = lately.has(key) || earlier.has(key);
    lately.add(key);
    if (lately.size >= most) [lately, earlier] = [new Set(), lately];
    return isKnown;
  };
}
