import { randomUUID } from "node:crypto";
import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Bucket, listObjects, openBucket } from "./bucket";
import { bucketFileStore } from "./s3";
import { openFileStore } from "./store";
import { hasBucketServer, startBucketServer } from "./testing-bucket";
import { describeFileStore } from "./testing-store";
import { describeTenantsApart } from "./testing-walls";

const BUCKET = "files";
const webp = { type: "image/webp" };

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

describe.skipIf(!hasBucketServer())("files in a bucket", () => {
  let server: Awaited<ReturnType<typeof startBucketServer>>;
  beforeAll(async () => {
    server = await startBucketServer(BUCKET);
  });
  afterAll(() => server.stop());

  const fresh = async (options?: { copyAtMost: number }) => {
    const address = { bucket: BUCKET, prefix: `swingtag/${randomUUID()}` };
    const at = openBucket(address);
    return {
      ...address,
      at,
      open: () => bucketFileStore(address, options),
      incoming: async () => [
        ...(await namesIn(at.client, `${at.root}@incoming/`)),
        ...(await objectsIn(at, "@incoming/")),
      ],
    };
  };

  describeFileStore(fresh);
  describe("copied part by part", () => describeFileStore(() => fresh({ copyAtMost: 6_000_000 })));
  describeTenantsApart(async () => (await fresh()).open());

  test("emptying a tenant's files ends what is still being written among them", async () => {
    const place = await fresh();
    const store = place.open();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = async function* () {
      yield Buffer.alloc(17_000_000);
      await vi.waitUntil(async () => (await place.incoming()).length === 1);
      await place.open().deletePrefix("t/ours/");
      resolve();
      yield Buffer.alloc(9_000_000);
    };
    await expect(store.putStream("t/ours/a.zip", slow(), webp)).rejects.toThrow();
    await promise;
    expect(await place.incoming()).toEqual([]);
    expect(await store.get("t/ours/a.zip")).toBeNull();
  });

  test("what was left half-written a day ago is removed by whoever writes next, today's is not", async () => {
    const { at, open, incoming } = await fresh();
    const names = [0, Date.now()].map((began) => `@incoming/a.zip@${began}-${randomUUID()}`);
    for (const name of names) {
      const object = { Bucket: BUCKET, Key: at.root + name };
      await at.client.send(new PutObjectCommand({ ...object, Body: "half" }));
      await at.client.send(new CreateMultipartUploadCommand(object));
    }
    await open().putStream("b.zip", once(Buffer.from("x")), webp);
    expect(await incoming()).toEqual([at.root + names[1], names[1]]);
  });

  test("an object that Swingtag did not store is no file", async () => {
    const { at, open } = await fresh();
    const object = {
      Bucket: BUCKET,
      Key: `${at.root}a.webp`,
      Body: "x",
      ContentType: "image/webp",
    };
    await at.client.send(new PutObjectCommand(object));
    expect(await open().get("a.webp")).toBeNull();
  });

  test("stores of two prefixes and of two buckets' names that begin alike keep apart", async () => {
    const { prefix } = await fresh();
    const one = bucketFileStore({ bucket: BUCKET, prefix });
    const other = bucketFileStore({ bucket: BUCKET, prefix: `${prefix}-other` });
    await one.put("a", Buffer.from("one"), webp);
    await other.put("a", Buffer.from("other"), webp);
    expect(await one.deletePrefix("")).toBe(1);
    expect((await (await other.get("a"))?.bytes())?.toString()).toBe("other");
  });

  test("the setting FILES leads there", async () => {
    const { prefix, open } = await fresh();
    await openFileStore(`s3://${BUCKET}/${prefix}`).put("a", Buffer.from("x"), webp);
    expect((await open().get("a"))?.size).toBe(1);
  });
});

test("every call refuses with 503 while the bucket can't be reached, and says that nothing changed", async () => {
  process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:9";
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const store = bucketFileStore({ bucket: BUCKET, prefix: "away" });
  const calls = [
    store.put("a", Buffer.from("x"), webp),
    store.putStream("a", once(Buffer.from("x")), webp),
    store.get("a"),
    store.delete("a"),
    store.deletePrefix("a"),
    store.list("")[Symbol.asyncIterator]().next(),
  ];
  for (const call of await Promise.allSettled(calls))
    expect(call).toMatchObject({
      status: "rejected",
      reason: { name: "Refusal", status: 503, message: expect.stringContaining("Nothing was") },
    });
});

test.each(["s3://", "s3:bucket", "s3://UPPER/x"])("%j is no place for files", (setting) => {
  expect(() => openFileStore(setting)).toThrow("FILES must be a folder or look like");
});

async function namesIn(client: S3Client, prefix: string): Promise<string[]> {
  const { Uploads } = await client.send(
    new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: prefix }),
  );
  return (Uploads ?? []).map(({ Key = "" }) => Key);
}

async function objectsIn(at: Bucket, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of listObjects(at, prefix)) names.push(key);
  return names;
}
