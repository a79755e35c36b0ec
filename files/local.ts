import { createHash, randomUUID } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open, readdir, rename, rm, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "@/base/refusal";
import { folderFor, folderIsReal, removeAbandoned, syncFolder } from "./folders";
import { checkedKey, checkedPrefix, checkedType, isFileKey } from "./keys";
import {
  piecesStored,
  readHeader,
  readStored,
  streamStored,
  writePieces,
  writeStored,
} from "./stored-format";
import type { FileStore, StoredFile } from "./tenant-files";
import { walk } from "./walk";

/**
 * A FileStore in a folder of this machine, made when missing. Each file is one file on disk, led by
 * one line that holds its type, size and etag, so that both change in a single rename. Symbolic links
 * below the folder are never followed.
 *
 * @param folder an absolute path; several processes may share it.
 */
export function localFileStore(folder: string): FileStore {
  const opened = openFolder(folder);
  const pathOf = (root: string, key: string) => join(root, `${key}${FILE_MARK}`);

  return {
    async put(key, bytes, { type }) {
      checkedKey(key);
      checkedType(type);
      const root = await opened();
      await putWhole(root, key, pathOf(root, key), randomUUID(), (file) =>
        writeStored(file, bytes, type, etagOf(bytes)),
      );
    },

    async putStream(key, content, { type }) {
      checkedKey(key);
      checkedType(type);
      const root = await opened();
      const mark = `${createHash("sha256").update(key).digest("hex")}-`;
      for (const left of await readdir(join(root, INCOMING)))
        if (left.startsWith(mark)) await rm(join(root, INCOMING, left), { force: true });
      const header = await putWhole(root, key, pathOf(root, key), mark + randomUUID(), (file) =>
        writePieces(file, content, type),
      );
      return { size: header.size, etag: header.etag };
    },

    async get(key) {
      if (!isFileKey(key)) return null;
      const root = await opened();
      const path = pathOf(root, key);
      if (!(await folderIsReal(root, dirname(path)))) return null;
      const header = await readHeader(path);
      if (!header) return null;
      const { type, size, etag } = header;
      const file: StoredFile = {
        type,
        size,
        etag,
        bytes: () => readStored(path, header),
        stream: (range) => streamStored(path, header, range),
        pieces: (range) => piecesStored(path, header, range),
      };
      return file;
    },

    async delete(key) {
      checkedKey(key);
      const root = await opened();
      await remove(root, pathOf(root, key));
    },

    async deletePrefix(prefix) {
      checkedPrefix(prefix);
      const root = await opened();
      let removed = 0;
      for await (const { path } of walk(root, prefix)) {
        if (await remove(root, path)) removed += 1;
      }
      return removed;
    },

    async *list(prefix) {
      checkedPrefix(prefix);
      const root = await opened();
      for await (const { key, path } of walk(root, prefix)) {
        const header = await readHeader(path);
        if (header) yield { key, size: header.size };
      }
    },
  };
}

/** Ends each file's name on disk. No key holds it, so `a` and `a/b` can both be files. */
const FILE_MARK = "@";
/** Half-written files wait here, on the same disk and out of reach of every key. */
const INCOMING = "@incoming";

// Opened once and on first use; a failed opening is tried again by the next call.
function openFolder(folder: string): () => Promise<string> {
  let root: Promise<string> | undefined;
  return () => {
    root ??= removeAbandoned(folder, INCOMING).catch((error: unknown) => {
      root = undefined;
      throw error;
    });
    return root;
  };
}

function etagOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes beside the store's keys and moves the whole file to its place, or leaves nothing. */
async function putWhole<T>(
  root: string,
  key: string,
  path: string,
  name: string,
  write: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const incoming = join(root, INCOMING, name);
  try {
    const written = await writeWhole(incoming, write);
    const parent = await folderFor(root, key.split("/").slice(0, -1));
    await rename(incoming, path);
    await syncFolder(parent);
    return written;
  } catch (error) {
    await rm(incoming, { force: true });
    throw isFull(error) ? noRoom() : error;
  }
}

async function writeWhole<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, "wx", 0o600);
  try {
    const written = await write(file);
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

async function remove(root: string, path: string): Promise<boolean> {
  if (!(await folderIsReal(root, dirname(path)))) return false;
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
  // Makes the deletion durable, because a deleted photo must not come back after a power cut.
  await syncFolder(dirname(path));
  return true;
}

function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error));
}

function noRoom(): Refusal {
  return new Refusal("There is no room to store this file at the moment. Nothing was changed.", {
    status: 503,
    retryAfter: 300,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
