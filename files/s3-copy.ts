import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket";

/** S3 allows 5 GB in one request. A smaller part keeps each request within its time limit. */
export const SINGLE_COPY = 512 * 1024 * 1024;

/** Copies an object within its bucket, with other metadata; the copy appears whole or not at all. */
export async function copyObject(
  { client, name, root }: Bucket,
  copy: {
    readonly from: string;
    readonly to: string;
    readonly size: number;
    readonly about: { ContentType: string; Metadata: Record<string, string> };
    readonly copyAtMost: number;
  },
): Promise<void> {
  const to = { Bucket: name, Key: root + copy.to };
  const CopySource = `${name}/${encodeURIComponent(root + copy.from).replaceAll("%2F", "/")}`;
  if (copy.size <= copy.copyAtMost) {
    const replace = { MetadataDirective: "REPLACE", ...copy.about } as const;
    await client.send(new CopyObjectCommand({ ...to, CopySource, ...replace }));
    return;
  }
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...to, ...copy.about }),
  );
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let start = 0; start < copy.size; start += copy.copyAtMost) {
      const PartNumber = Parts.length + 1;
      const end = Math.min(start + copy.copyAtMost, copy.size) - 1;
      const CopySourceRange = `bytes=${start}-${end}`;
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({ ...to, UploadId, PartNumber, CopySource, CopySourceRange }),
      );
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await client.send(
      new CompleteMultipartUploadCommand({ ...to, UploadId, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...to, UploadId })).catch(() => undefined);
    throw error;
  }
}
