import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  type S3Client,
} from "@aws-sdk/client-s3";
import { endUploads, listObjects, openBucket, upload } from "@/files/bucket";
import type { ArchiveStore } from "../stores";
import { noSuchArchive } from "./missing";

const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

/**
 * Archives as objects of an S3 bucket. An object appears when its last part has arrived and never before.
 */
export function bucketStore(address: { bucket: string; prefix: string }): ArchiveStore {
  const at = openBucket(address);
  const { client, name: bucket, root } = at;
  return {
    put: (key, content) => upload(at, key, content),

    async list(beginning) {
      const found: { key: string; bytes: number }[] = [];
      for await (const { key, bytes } of listObjects(at, beginning)) found.push({ key, bytes });
      return found;
    },

    async withFile(key, work) {
      const folder = await mkdtemp(join(tmpdir(), "swingtag-"));
      try {
        const path = join(folder, "archive.zip");
        await download(client, { Bucket: bucket, Key: root + key }, path);
        return await work(path);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: root + key }));
    },

    tidy: () => endUploads(at, "", ({ began }) => Date.now() - began.getTime() > ABANDONED_AFTER),
  };
}

async function download(
  client: S3Client,
  where: { Bucket: string; Key: string },
  path: string,
): Promise<void> {
  const { Body } = await client.send(new GetObjectCommand(where)).catch((error: unknown) => {
    throw error instanceof NoSuchKey ? noSuchArchive() : error;
  });
  if (!(Body instanceof Readable)) throw new Error("The bucket answered without content.");
  await pipeline(Body, createWriteStream(path, { mode: 0o600 }));
}
