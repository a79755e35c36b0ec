import { randomUUID } from "node:crypto";
import { DeleteObjectsCommand } from "@aws-sdk/client-s3";
import { type Bucket, endUploads, listObjects } from "./bucket";

/**
 * Half-written files lie below this prefix, which no key can name. They are removed with the files of their own
 * prefix.
 */
const INCOMING = "@incoming/";

/** A new name for a half-written file of a key; it tells when it began, by this machine's clock. */
export function incomingFor(key: string): string {
  return `${INCOMING}${key}@${Date.now()}-${randomUUID()}`;
}

/** Removes half-written files of keys that start with a prefix, and ends their uploads. */
export async function clearIncoming(at: Bucket, prefix: string, meant = every): Promise<void> {
  await endUploads(at, INCOMING + prefix, ({ key }) => meant(key));
  await removeObjects(at, INCOMING + prefix, meant);
}

/** Whether a half-written file began more than a day ago. */
export function isAbandoned(key: string): boolean {
  const began = /@(\d+)-[0-9a-f-]+$/.exec(key)?.[1];
  return Date.now() - Number(began ?? 0) > ABANDONED_AFTER;
}

const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

const every = (_key: string) => true;

/**
 * Removes every object whose name starts with a prefix and that is `meant`.
 * @returns how many there were
 */
export async function removeObjects(at: Bucket, prefix: string, meant = every): Promise<number> {
  let removed = 0;
  let batch: { Key: string }[] = [];
  const send = async () => {
    if (batch.length === 0) return;
    const { Errors } = await at.client.send(
      new DeleteObjectsCommand({ Bucket: at.name, Delete: { Objects: batch, Quiet: true } }),
    );
    if (Errors?.[0]) throw new Error(`A file could not be deleted: ${Errors[0].Code}.`);
    removed += batch.length;
    batch = [];
  };
  for await (const { key } of listObjects(at, prefix)) {
    if (!meant(key)) continue;
    batch.push({ Key: at.root + key });
    if (batch.length === 1000) await send();
  }
  await send();
  return removed;
}
