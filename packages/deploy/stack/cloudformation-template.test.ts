import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { settings } from "@/base/settings";
import { describeApp } from "@/packages/deploy/app";
import { readDeployment } from "@/packages/deploy/settings";
import { ORDERED } from "./cloudformation-order";
import { stackTemplate } from "./cloudformation-template";

const app = describeApp(readDeployment({}));

interface Container {
  readonly Name: string;
  readonly Essential: boolean;
  readonly ReadonlyRootFilesystem: boolean;
  readonly DependsOn?: { Condition: string; ContainerName: string }[];
  readonly Environment?: { Name: string }[];
  readonly Secrets?: { Name: string }[];
}

describe("the template of a tenant's own stack", () => {
  let text = "";
  let template: Template;
  const containersOf = (task: string): Container[] => {
    const { Resources } = JSON.parse(text);
    return Resources[task].Properties.ContainerDefinitions;
  };

  beforeAll(async () => {
    text = await stackTemplate(app);
    template = Template.fromJSON(JSON.parse(text));
  });

  it("needs nothing of CDK's where it is deployed", () => {
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb659fds|AWS::CDK/);
  });

  it("is told its secrets as parameters that CloudFormation shows nobody", () => {
    for (const id of ["GivenDatabasePassword", "GivenSettings"])
      template.hasParameter(id, { NoEcho: true, Default: Match.absent() });
  });

  it("its database is encrypted and not public, its bucket is closed and takes TLS alone", () => {
    template.hasResourceProperties("AWS::RDS::DBInstance", {
      StorageEncrypted: true,
      PubliclyAccessible: false,
    });
    template.hasResourceProperties("AWS::RDS::DBParameterGroup", {
      Parameters: Match.objectLike({ "rds.force_ssl": "1" }),
    });
    template.hasResourceProperties("AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: [Match.objectLike({ Condition: { Bool: { "aws:SecureTransport": "false" } } })],
      },
    });
  });

  it("lets in nobody but the platform's network", () => {
    template.hasResourceProperties("AWS::EC2::SecurityGroup", {
      SecurityGroupIngress: [
        Match.objectLike({ CidrIp: { Ref: "GivenRange" } }),
        Match.objectLike({ CidrIp: { Ref: "GivenRange" } }),
      ],
    });
    template.resourceCountIs("AWS::EC2::SecurityGroup", 1);
  });

  it("runs setup to its end before its worker, and its worker before its web processes", () => {
    const worker = containersOf("WorkerTask").find(({ Name }) => Name === "worker");
    expect(worker?.DependsOn).toEqual([{ ContainerName: "setup", Condition: "SUCCESS" }]);
    const { Resources } = JSON.parse(text);
    expect(Resources.Web.DependsOn).toContain("Worker");
  });

  it("only its worker and its setup administer the database", () => {
    for (const { Name, Secrets = [] } of [
      ...containersOf("WorkerTask"),
      ...containersOf("WebTask"),
    ])
      expect(Secrets.some((secret) => secret.Name === "DATABASE_URL")).toBe(
        Name === "worker" || Name === "setup",
      );
  });

  it("every setting has one source: the order, the template, or its default", () => {
    for (const task of ["WorkerTask", "WebTask"])
      for (const { Name, Environment = [], Secrets = [], ReadonlyRootFilesystem } of containersOf(
        task,
      )) {
        expect(ReadonlyRootFilesystem).toBe(true);
        if (Name === "preparation") continue;
        const names = [...Environment, ...Secrets].map((one) => one.Name);
        expect(new Set(names).size).toBe(names.length);
        expect(names).toEqual(expect.arrayContaining([...ORDERED, "FILES", "BACKUPS"]));
        for (const name of names)
          expect([...Object.keys(settings), "NODE_EXTRA_CA_CERTS"]).toContain(name);
      }
  });

  it("says where it stands", () => {
    for (const name of ["Origin", "Server", "FilesBucket"]) template.hasOutput(name, {});
  });

  it("goes as a whole: nothing of it is kept when it is removed", () => {
    expect(text).not.toMatch(/"DeletionPolicy": "(Retain|Snapshot)"/);
    template.hasResource("AWS::RDS::DBInstance", { DeletionPolicy: "Delete" });
  });
});
