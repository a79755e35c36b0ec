import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import {
  CreateBucketCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { describeApp } from "@/deploy/app";
import { readDeployment } from "@/deploy/settings";
import { awsFormation, type Formation } from "./cloudformation-calls";
import { stackTemplate } from "./cloudformation-template";

const moto = programOf("moto_server");
if (!moto)
  process.stderr.write(
    "\nSKIPPED: no CloudFormation to talk to. Install moto's server (pip install 'moto[server]') to run it.\n\n",
  );

const SMALL = JSON.stringify({
  Parameters: { GivenName: { Type: "String" } },
  Resources: {
    Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: "GivenName" } } },
  },
  Outputs: { FilesBucket: { Value: { Ref: "Bucket" } } },
});

describe.skipIf(!moto)("CloudFormation, as moto plays it", () => {
  let server: ChildProcess | undefined;
  let formation: Formation;
  const making = (bucket: string) => ({ parameters: { GivenName: bucket }, tags: { a: "b" } });

  beforeAll(async () => {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
    server = spawn(moto ?? "", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await vi.waitUntil(
      () =>
        fetch(endpoint).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000, interval: 100 },
    );
    formation = awsFormation({
      region: "eu-central-1",
      template: { body: SMALL },
      role: null,
    });
  }, 40_000);
  afterAll(async () => {
    if (!server || server.exitCode !== null) return;
    server.kill();
    await once(server, "exit");
  });

  it("a stack that is not there is not found", async () => {
    expect(await formation.find("swingtag-s00000009")).toBeNull();
  });

  it("a stack is made, found with what it puts out, listed, and tells what happened", async () => {
    await formation.create("swingtag-s00000001", making("one"));
    expect(await formation.find("swingtag-s00000001")).toEqual({
      status: "CREATE_COMPLETE",
      outputs: { FilesBucket: "one" },
    });
    expect(await formation.list("swingtag-s")).toEqual(["swingtag-s00000001"]);
    const happened = await formation.happenings("swingtag-s00000001", null);
    expect(happened.at(-1)).toMatchObject({ status: "CREATE_COMPLETE" });
    const last = happened.at(-1)?.id ?? "";
    expect(await formation.happenings("swingtag-s00000001", last)).toEqual([]);
  });

  it("a stack is removed with its bucket, whose files went first", async () => {
    await formation.create("swingtag-s00000002", making("two"));
    const store = new S3Client({ forcePathStyle: true });
    await store.send(new PutObjectCommand({ Bucket: "two", Key: "photos/a", Body: "a" }));
    await formation.empty("two");
    await formation.remove("swingtag-s00000002");
    expect(await formation.find("swingtag-s00000002")).toBeNull();
    await expect(store.send(new HeadBucketCommand({ Bucket: "two" }))).rejects.toThrow();
    expect(await formation.list("swingtag-s")).toEqual(["swingtag-s00000001"]);
  });

  it("emptying a bucket that is gone is no error, and of many files none is left", async () => {
    await formation.empty("never-was");
    const store = new S3Client({ forcePathStyle: true });
    await store.send(
      new CreateBucketCommand({
        Bucket: "many",
        CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
      }),
    );
    const put = (at: number) =>
      new PutObjectCommand({ Bucket: "many", Key: String(at), Body: "x" });
    await Promise.all(Array.from({ length: 50 }, (_, at) => store.send(put(at))));
    await formation.empty("many");
    const { KeyCount } = await store.send(new ListObjectsV2Command({ Bucket: "many" }));
    expect(KeyCount).toBe(0);
  });

  it("the template of a tenant's stack is one that CloudFormation reads", async () => {
    const body = await stackTemplate(describeApp(readDeployment({})));
    const asked = awsFormation({ region: "eu-central-1", template: { body }, role: null });
    await expect(asked.create("swingtag-s00000003", making("three"))).rejects.toThrow(
      /GivenDatabasePassword|[Pp]arameter/,
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

function programOf(name: string): string | undefined {
  const { stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
  return stdout.trim() || undefined;
}
