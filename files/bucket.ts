import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";

/** A place in an S3 bucket; every key of it begins with `root`. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  /** Empty, or ends with a slash. */
  readonly root: string;
}

/** Two parts of 8 MB are held at a time, which lets one object be 80 GB large. */
const PART = 8 * 1024 * 1024;
const PARTS_AT_A_TIME = 2;

/**
 * The bucket at an address such as s3://bucket/prefix (base/bucket-address.ts). The AWS library finds region,
 * credentials and endpoint in the usual places.
 */
export function openBucket({ bucket, prefix }: { bucket: string; prefix: string }): Bucket {
  const ownEndpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  const client = new S3Client({
    requestHandler: { connectionTimeout: 3000, socketTimeout: 30_000 },
    // Self-hosted servers rarely answer under BUCKET.host, and some do not know Amazon's newest checksums.
    ...(ownEndpoint && {
      forcePathStyle: true,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    }),
  });
  return { client, name: bucket, root: prefix === "" ? "" : `${prefix}/` };
}

/**
 * Stores the content as one object, which appears only when its last byte has arrived.
 * @param key without the root
 */
export async function upload(
  { client, name, root }: Bucket,
  key: string,
  content: AsyncIterable<Uint8Array>,
  about: { ContentType?: string } = {},
): Promise<void> {
  const parts = new Upload({
    client,
    params: { Bucket: name, Key: root + key, Body: Readable.from(content), ...about },
    partSize: PART,
    queueSize: PARTS_AT_A_TIME,
    leavePartsOnError: false,
  });
  await parts.done();
}

/** Keys that start with the prefix, without the root, in byte order, with sizes in bytes. */
export async function* listObjects(
  { client, name, root }: Bucket,
  prefix: string,
): AsyncGenerator<{ key: string; bytes: number }, void> {
  const pages = paginateListObjectsV2({ client }, { Bucket: name, Prefix: root + prefix });
  for await (const { Contents } of pages)
    for (const { Key, Size } of Contents ?? [])
      if (Key) yield { key: Key.slice(root.length), bytes: Size ?? 0 };
}

/** Aborts unfinished uploads below the prefix that `meant` selects, and frees their parts. */
export async function endUploads(
  { client, name, root }: Bucket,
  prefix: string,
  meant: (upload: { key: string; began: Date }) => boolean,
): Promise<void> {
  for (let after: { KeyMarker?: string; UploadIdMarker?: string } | null = {}; after; ) {
    const listed: {
      Uploads?: { Key?: string; UploadId?: string; Initiated?: Date }[];
      IsTruncated?: boolean;
      NextKeyMarker?: string;
      NextUploadIdMarker?: string;
    } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: name, Prefix: root + prefix, ...after }),
    );
    for (const { Key = "", UploadId, Initiated = new Date() } of listed.Uploads ?? [])
      if (meant({ key: Key.slice(root.length), began: Initiated }))
        await client.send(new AbortMultipartUploadCommand({ Bucket: name, Key, UploadId }));
    after = listed.IsTruncated
      ? { KeyMarker: listed.NextKeyMarker, UploadIdMarker: listed.NextUploadIdMarker }
      : null;
  }
}
