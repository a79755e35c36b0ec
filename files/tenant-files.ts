import { checkedKey, checkedPrefix, isFileKey } from "./keys";

export { localFileStore } from "./local";

/**
 * A store of uploads, with only the operations that a folder and an S3 bucket share: whole objects, no rename,
 * no append, no folders. A key is 1 to 200 of `a-z 0-9 / . _ -`, begins with a letter or digit, and has neither
 * empty segments nor `..`.
 */
export interface FileStore {
  /**
   * Stores the whole file and replaces what the key held. Once it resolves the file is on disk.
   * @throws Refusal 503 when there is no room; the key then holds what it held before.
   */
  put(key: string, bytes: Uint8Array, options: { type: string }): Promise<void>;
  /**
   * As `put`, for content that comes in pieces and is not held in memory. While it comes the key holds what
   * it held; what a killed `putStream` of the same key left is removed by the next.
   * @throws also what the content throws
   */
  putStream(
    key: string,
    content: AsyncIterable<Uint8Array>,
    options: { type: string },
  ): Promise<{ size: number; etag: string }>;
  /** The file, or null; a key that can't exist is null as well. */
  get(key: string): Promise<StoredFile | null>;
  /** Removes the file; no error where there is none. */
  delete(key: string): Promise<void>;
  /** Removes every file whose key starts with the prefix and says how many there were. */
  deletePrefix(prefix: string): Promise<number>;
  /** Keys that start with the prefix, in byte order, with sizes in bytes. */
  list(prefix: string): AsyncIterable<ListedFile>;
}

export interface StoredFile {
  /** The media type given to `put`. */
  type: string;
  /** In bytes. */
  size: number;
  /** The SHA-256 of the content in hex, without quotes: equal content, equal etag. */
  etag: string;
  /** The whole content. Rejects when the file was replaced or deleted since `get`. */
  bytes(): Promise<Buffer>;
  /** The content, or a range of it, piece by piece, for an answer's body. Fails as `bytes` does. */
  stream(range?: ByteRange): ReadableStream<Uint8Array>;
  /** The same for what reads on the server. */
  pieces(range?: ByteRange): AsyncIterable<Uint8Array>;
}

/** Bytes of a file, both ends included and within it, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ListedFile {
  key: string;
  size: number;
}

/** A store that sees one tenant's files alone; its keys are relative to that tenant. */
export type TenantFiles = FileStore & { readonly tenantId: string };

/**
 * The one way the app reaches files. Every key becomes `t/<tenant id>/<key>`, so a neighbour's key
 * can't be spelled; keys here are at most 161 characters.
 *
 * @param tenantId a lower-case UUID, from the scope and never from a request.
 */
export function tenantFiles(store: FileStore, tenantId: string): TenantFiles {
  if (!UUID.test(tenantId)) throw new Error("A tenant's id is a lower-case UUID.");
  const own = `t/${tenantId}/`;
  return {
    tenantId,
    put: async (key, bytes, options) => store.put(own + checkedKey(key), bytes, options),
    putStream: async (key, content, options) =>
      store.putStream(own + checkedKey(key), content, options),
    get: async (key) => (isFileKey(key) ? store.get(own + key) : null),
    delete: async (key) => store.delete(own + checkedKey(key)),
    deletePrefix: async (prefix) => store.deletePrefix(own + checkedPrefix(prefix)),
    async *list(prefix) {
      for await (const { key, size } of store.list(own + checkedPrefix(prefix))) {
        yield { key: key.slice(own.length), size };
      }
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
