import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { ArchiveStore } from "../stores";
import { noSuchArchive } from "./missing";

const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

/** Two parts of 8 MB are held at a time, which lets one archive be 80 GB large. */
const PART = 8 * 1024 * 1024;
const PARTS_AT_A_TIME = 2;

/**
 * Archives as objects of an S3 bucket. An object appears when its last part has arrived and never before.
 * Region, credentials and endpoint are found where AWS tools look for them.
 */
export function bucketStore(bucket: string, prefix: string): ArchiveStore {
  const ownEndpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  // Servers of one's own rarely answer to BUCKET.host.
  const client = new S3Client({ forcePathStyle: ownEndpoint !== undefined });
  const root = prefix === "" ? "" : `${prefix}/`;
  return {
    async put(key, content) {
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: root + key, Body: Readable.from(content) },
        partSize: PART,
        queueSize: PARTS_AT_A_TIME,
        leavePartsOnError: false,
      });
      await upload.done();
    },

    async list(beginning) {
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: root + beginning });
      const found: { key: string; bytes: number }[] = [];
      for await (const { Contents } of pages)
        for (const { Key, Size } of Contents ?? [])
          if (Key) found.push({ key: Key.slice(root.length), bytes: Size ?? 0 });
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

    async tidy() {
      const { Uploads } = await client.send(
        new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: root }),
      );
      for (const { Key, UploadId, Initiated } of Uploads ?? [])
        if (Date.now() - (Initiated?.getTime() ?? 0) > ABANDONED_AFTER)
          await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
    },
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
