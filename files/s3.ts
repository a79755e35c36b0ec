import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { asBody } from "./body";
import { type Bucket, listObjects, openBucket, upload } from "./bucket";
import { checkedKey, checkedPrefix, checkedType, isFileKey, isMediaType } from "./keys";
import { asking, statusOf } from "./s3-away";
import { copyObject, SINGLE_COPY } from "./s3-copy";
import { clearIncoming, incomingFor, isAbandoned, removeObjects } from "./s3-remove";
import type { ByteRange, FileStore } from "./tenant-files";

/**
 * A FileStore in an S3 bucket. Each file is one object of the same name with its media type; the SHA-256 of its
 * content stands in its metadata, and objects without it are none of ours.
 *
 * @param copyAtMost how many bytes the store copies in one request; only tests say otherwise
 */
export function bucketFileStore(
  address: { bucket: string; prefix: string },
  { copyAtMost = SINGLE_COPY } = {},
): FileStore {
  const at = openBucket(address);
  const objectOf = (key: string) => ({ Bucket: at.name, Key: at.root + key });

  let abandoned: Promise<void> | undefined;
  const clearAbandoned = () => {
    abandoned ??= clearIncoming(at, "", isAbandoned).catch((error) => {
      abandoned = undefined;
      throw error;
    });
    return abandoned;
  };

  return {
    async put(key, bytes, { type }) {
      const object = { ...objectOf(checkedKey(key)), Body: bytes, ContentType: checkedType(type) };
      const Metadata = { [DIGEST]: createHash("sha256").update(bytes).digest("hex") };
      await asking(() => at.client.send(new PutObjectCommand({ ...object, Metadata })));
    },

    async putStream(key, content, { type }) {
      checkedKey(key);
      checkedType(type);
      const incoming = incomingFor(key);
      const counted = new Counted(content);
      try {
        return await asking(async () => {
          await clearAbandoned();
          await clearIncoming(at, `${key}@`);
          await upload(at, incoming, counted, { ContentType: type });
          const { size, etag } = counted;
          // An upload's metadata is fixed at its beginning, but the digest is known only at its end.
          const about = { ContentType: type, Metadata: { [DIGEST]: etag } };
          await copyObject(at, { from: incoming, to: key, size, about, copyAtMost });
          return { size, etag };
        }, counted);
      } finally {
        await at.client.send(new DeleteObjectCommand(objectOf(incoming))).catch(() => undefined);
      }
    },

    async get(key) {
      if (!isFileKey(key)) return null;
      const found = await asking(() =>
        at.client.send(new HeadObjectCommand(objectOf(key))).catch((error: unknown) => {
          if (statusOf(error) === 404) return null;
          throw error;
        }),
      );
      const etag = found?.Metadata?.[DIGEST] ?? "";
      const type = found?.ContentType ?? "";
      if (!found || !/^[0-9a-f]{64}$/.test(etag) || !isMediaType(type)) return null;
      const pieces = (range?: ByteRange) =>
        piecesOf(at, { ...objectOf(key), IfMatch: found.ETag }, range);
      return {
        type,
        size: found.ContentLength ?? 0,
        etag,
        bytes: async () => buffer(pieces()),
        stream: (range) => asBody(pieces(range)),
        pieces,
      };
    },

    async delete(key) {
      const object = objectOf(checkedKey(key));
      await asking(() => at.client.send(new DeleteObjectCommand(object)));
    },

    async deletePrefix(prefix) {
      checkedPrefix(prefix);
      return asking(async () => {
        await clearIncoming(at, prefix);
        return removeObjects(at, prefix);
      });
    },

    async *list(prefix) {
      checkedPrefix(prefix);
      const objects = listObjects(at, prefix);
      try {
        for (;;) {
          const next = await asking(() => objects.next());
          if (next.done) return;
          const { key, bytes } = next.value;
          if (isFileKey(key)) yield { key, size: bytes };
        }
      } finally {
        await objects.return();
      }
    },
  };
}

const DIGEST = "sha256";

/** Counts the size and digest of content while it is read; keeps the error if it broke off. */
class Counted implements AsyncIterable<Uint8Array> {
  size = 0;
  broken: { readonly error: unknown } | undefined;
  readonly #hash = createHash("sha256");
  readonly #content: AsyncIterable<Uint8Array>;

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#content = content;
  }

  get etag(): string {
    return this.#hash.copy().digest("hex");
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const piece of this.#content) {
        this.#hash.update(piece);
        this.size += piece.length;
        yield piece;
      }
    } catch (error) {
      this.broken = { error };
      throw error;
    }
  }
}

async function* piecesOf(
  { client }: Bucket,
  object: { Bucket: string; Key: string; IfMatch: string | undefined },
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array, void> {
  const Range = range && `bytes=${range.start}-${range.end}`;
  const found = await asking(() =>
    client.send(new GetObjectCommand({ ...object, Range })).catch((error: unknown) => {
      const status = statusOf(error);
      if (status === 412) throw new Error("A stored file was replaced while it was being read.");
      if (status === 404) throw new Error("A stored file was deleted while it was being read.");
      throw error;
    }),
  );
  const body = found.Body;
  if (!body || !(Symbol.asyncIterator in body))
    throw new Error("The bucket answered without content.");
  for await (const piece of body) yield piece;
}
