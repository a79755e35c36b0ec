import {
  CreateBucketCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBucketServer, startAmazon } from "@/files/testing-bucket";
import { describeApp } from "@/packages/deploy/app";
import { readDeployment } from "@/packages/deploy/settings";
import { awsFormation } from "./cloudformation-calls";
import { formationDriver } from "./cloudformation-driver";
import { stackTemplate } from "./cloudformation-template";
import type { Formation } from "./formation";

const SMALL = JSON.stringify({
  Parameters: { GivenName: { Type: "String" } },
  Resources: {
    Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: "GivenName" } } },
  },
  Outputs: { FilesBucket: { Value: { Ref: "Bucket" } } },
});

/** What a platform's base stack makes, as far as a tenant's stack needs it. */
const SURROUNDINGS = JSON.stringify({
  Resources: {
    Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.20.0.0/16" } },
    A: {
      Type: "AWS::EC2::Subnet",
      Properties: {
        VpcId: { Ref: "Vpc" },
        CidrBlock: "10.20.0.0/24",
        AvailabilityZone: "eu-central-1a",
      },
    },
    B: {
      Type: "AWS::EC2::Subnet",
      Properties: {
        VpcId: { Ref: "Vpc" },
        CidrBlock: "10.20.1.0/24",
        AvailabilityZone: "eu-central-1b",
      },
    },
    Main: { Type: "AWS::ECS::Cluster", Properties: { ClusterName: "main" } },
  },
  Outputs: {
    Network: { Value: { Ref: "Vpc" } },
    Subnets: { Value: { "Fn::Join": [",", [{ Ref: "A" }, { Ref: "B" }]] } },
    Cluster: { Value: { Ref: "Main" } },
  },
});

describe.skipIf(!hasBucketServer("CloudFormation"))("CloudFormation, as moto plays it", () => {
  let amazon: Awaited<ReturnType<typeof startAmazon>> | undefined;
  let formation: Formation;
  const making = (bucket: string) => ({ parameters: { GivenName: bucket }, tags: { a: "b" } });

  beforeAll(async () => {
    amazon = await startAmazon("eu-central-1");
    formation = awsFormation({
      region: "eu-central-1",
      template: { body: SMALL },
      role: null,
    });
  });
  afterAll(() => amazon?.stop());

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

  it("an order whose answer was lost may be sent again", async () => {
    await formation.create("swingtag-s00000001", making("one"));
    expect((await formation.find("swingtag-s00000001"))?.status).toBe("CREATE_COMPLETE");
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

  it("the driver makes a stack of the template in a network, finds it again, and removes it", async () => {
    const body = (text: string) =>
      awsFormation({ region: "eu-central-1", template: { body: text }, role: null });
    await body(SURROUNDINGS).create("network", { parameters: {}, tags: {} });
    const outputs = (await formation.find("network"))?.outputs ?? {};
    const driver = formationDriver({
      formation: body(await templateForMoto()),
      installation: "swingtag",
      parameters: {
        network: outputs.Network ?? "",
        subnets: outputs.Subnets ?? "",
        range: "10.20.0.0/16",
        namespace: "ns-1",
        names: "swingtag.internal",
        cluster: outputs.Cluster ?? "",
      },
      isReady: async () => true,
      glance: 1,
    });
    const order = {
      name: "s00000003",
      image: "swingtag:1.2.3",
      databasePassword: "a-password-of-the-stack",
      settings: { SECRET: "x".repeat(40), BASE_DOMAIN: "beanie.ty" },
    };
    const { signal } = new AbortController();
    const at = await driver.ensure(order, async () => {}, signal);
    expect(at.origin).toBe("http://s00000003.swingtag.internal:3000");
    expect(at.server).toMatch(/:5432\?sslmode=require$/);
    expect(await driver.ensure(order, async () => {}, signal)).toEqual(at);
    expect(await driver.list()).toContain("s00000003");
    await driver.remove(order.name, async () => {}, signal);
    expect(await driver.list()).not.toContain("s00000003");
    await driver.remove(order.name, async () => {}, signal);
  });
});

/** The template that is emitted, but for what moto does not know: Cloud Map, and RDS parameters of one's own. */
async function templateForMoto(): Promise<string> {
  const template = JSON.parse(await stackTemplate(describeApp(readDeployment({}))));
  delete template.Resources.Database.Properties.DBParameterGroupName;
  delete template.Resources.Name;
  delete template.Resources.Web.Properties.ServiceRegistries;
  return JSON.stringify(template);
}
