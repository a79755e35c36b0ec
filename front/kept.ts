import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

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

const TEXT = /^text\/|xml|json/;

/** @param headers those that go out with it, `content-type` among them */
export function keptOf(body: Buffer, headers: KeptAnswer["headers"]): KeptAnswer {
  const bodies = new Map<Encoding, Buffer | Promise<Buffer>>([["identity", body]]);
  const isText = TEXT.test(headers["content-type"] ?? "");
  return {
    headers,
    digest: createHash("sha256").update(JSON.stringify(headers)).update(body).digest("base64url"),
    size: Math.round(body.length * 1.5) + 1000,
    encodings: isText ? ["br", "gzip", "identity"] : ["identity"],
    body(encoding) {
      const made = bodies.get(encoding) ?? compressed(encoding, body);
      bodies.set(encoding, made);
      return made;
    },
  };
}

async function compressed(encoding: Encoding, body: Buffer): Promise<Buffer> {
  const made =
    encoding === "gzip"
      ? await promisify(gzip)(body)
      : await promisify(brotliCompress)(body, {
          // Beyond this each further step takes far longer than it saves.
          params: {
            [constants.BROTLI_PARAM_QUALITY]: 5,
            [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
          },
        });
  // A copy, because zlib answers with a part of a larger buffer, which would be kept whole.
  return Buffer.from(made);
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
