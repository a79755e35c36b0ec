import { afterEach, describe, expect, it } from "vitest";
import { down, up } from "../fargate/act";
import { up as upLambda } from "../lambda/act";
import { type Answers, fakePrograms, READY, task } from "./testing-programs";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const done of cleanups.splice(0)) await done();
});

async function putUp(answers: Answers, { lacks = [], smtp, ...more }: Given = {}) {
  const fake = await fakePrograms([...answers, ...READY], lacks);
  cleanups.push(fake.done);
  const run = more.run ?? up;
  const work = run(fake.acting, {
    programs: fake.programs,
    glance: 1,
    serves: async () => true,
    env: smtp === undefined ? {} : { SMTP_URL: smtp },
  });
  return { ...fake, work };
}

interface Given {
  readonly lacks?: readonly string[];
  readonly smtp?: string;
  readonly run?: typeof up;
}

const places = (ran: readonly string[], ...parts: string[]) =>
  parts.map((part) => ran.findIndex((line) => line.includes(part)));

describe("up on AWS", () => {
  it("runs setup to its end between the base and the services", async () => {
    const { work, ran } = await putUp([]);
    await work;
    const order = places(
      ran,
      "get-caller-identity",
      "deploy swingtag-fargate-beanie-ty-base",
      "run-task",
      "describe-tasks",
      "deploy swingtag-fargate-beanie-ty-certificate",
      "deploy swingtag-fargate-beanie-ty-services",
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("hands the services the certificate and CloudFront's list of this region", async () => {
    const { work, ran } = await putUp([]);
    await work;
    const services = ran.find((line) =>
      line.includes("deploy swingtag-fargate-beanie-ty-services"),
    );
    expect(services).toContain(":EdgeCertificate=arn:aws:acm:us-east-1:");
    expect(services).toContain(":EdgeList=pl-0123abcd");
  });

  it("touches no service where setup fails, and says with what", async () => {
    const failed = JSON.stringify({ tasks: [task("STOPPED", 1)] });
    const { work, ran } = await putUp([["describe-tasks", failed]]);
    await expect(work).rejects.toThrow("Setup ended with 1");
    expect(ran.join("\n")).not.toContain("beanie-ty-services");
  });

  it.each([
    [
      "credentials",
      [["get-caller-identity", new Error("Unable to locate credentials")]] as Answers,
      "run aws configure",
    ],
    [
      "CDK's own",
      [["ssm get-parameter", new Error("ParameterNotFound")]] as Answers,
      "cdk bootstrap",
    ],
    [
      "the zone",
      [["get-hosted-zone", new Error("NoSuchHostedZone")]] as Answers,
      "no hosted zone Z0123456789ABC",
    ],
    [
      "the right zone",
      [["get-hosted-zone", JSON.stringify({ HostedZone: { Name: "other.example." } })]] as Answers,
      "which beanie.ty is not in",
    ],
  ])("changes nothing where %s are missing, and says how to get them", async (_, answers, says) => {
    const { work, ran } = await putUp(answers);
    await expect(work).rejects.toThrow(says);
    expect(ran.filter((line) => /^cdk|create-|run-task|put-/.test(line))).toEqual([]);
  });

  it("says what to install where AWS's command line is missing", async () => {
    const { work, ran } = await putUp([], { lacks: ["aws"] });
    await expect(work).rejects.toThrow("install it");
    expect(ran).toEqual([]);
  });

  it("brings the image where the registry lacks it, and makes the repository", async () => {
    const { work, ran } = await putUp([
      ["describe-images", new Error("RepositoryNotFoundException")],
      ["create-repository", "{}"],
      ["get-login-password", "a password\n"],
    ]);
    await work;
    expect(ran).toContain(
      "docker push 123456789012.dkr.ecr.eu-central-1.amazonaws.com/swingtag:1.2.3",
    );
    expect(ran).toContain(
      "docker push 123456789012.dkr.ecr.eu-central-1.amazonaws.com/swingtag-pooler:1.2.3",
    );
    expect(ran.join("\n")).not.toContain("a password");
  });

  it("demands SMTP_URL once, and keeps the one from before", async () => {
    const never = [["get-secret-value", "a generated value\n"]] as Answers;
    const first = await putUp(never);
    await expect(first.work).rejects.toThrow("SMTP_URL is missing");
    expect(first.ran.join("\n")).not.toContain("run-task");
    const given = await putUp(never, { smtp: "smtp://user:secret@mail.beanie.ty:587" });
    await given.work;
    expect(given.ran.join("\n")).toContain("put-secret-value");
    expect(given.ran.join("\n")).not.toContain("user:secret");
    const again = await putUp([]);
    await again.work;
    expect(again.ran.join("\n")).not.toContain("put-secret-value");
  });

  it("puts the template of tenants' stacks where CloudFormation reads it", async () => {
    const { work, ran } = await putUp([]);
    await work;
    expect(ran).toContain(
      "aws s3 cp /emitted/stack/template.json s3://files/stack/template.json --region eu-central-1",
    );
  });

  it("finds out in which zone an Outpost is", async () => {
    const outpost = "arn:aws:outposts:eu-central-1:123456789012:outpost/op-0123456789abcdef0";
    const answer = JSON.stringify({ Outpost: { AvailabilityZone: "eu-central-1b" } });
    const fake = await fakePrograms([["get-outpost", answer], ...READY]);
    cleanups.push(fake.done);
    const acting = { ...fake.acting, deployment: { ...fake.acting.deployment, outpost } };
    await up(acting, { programs: fake.programs, glance: 1, serves: async () => true, env: {} });
    expect(fake.ran.join("\n")).toContain("-base:OutpostZone=eu-central-1b");
    expect(fake.ran.join("\n")).not.toContain("--launch-type FARGATE");
  });

  it("lambda needs no certificate elsewhere", async () => {
    const { work, ran } = await putUp([], { run: upLambda });
    await work;
    expect(ran.join("\n")).not.toContain("us-east-1");
    expect(ran.join("\n")).toContain("cdk deploy swingtag-lambda-beanie-ty-services");
  });
});

describe("down on AWS", () => {
  const there = JSON.stringify({
    Stacks: [
      {
        Outputs: Object.entries({
          ClusterName: "main",
          RunTask: "setup:1",
          RunAccess: "sg-1",
          RunSubnets: "subnet-1",
          SmtpSecret: "arn:smtp",
          FilesBucket: "files",
          BackupsBucket: "backups",
          AccessBucket: "access",
          DatabaseName: "database",
        }).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      },
    ],
  });

  it("leaves what was stored, and says that it costs", async () => {
    const fake = await fakePrograms([["describe-stacks", there]]);
    cleanups.push(fake.done);
    await down({ ...fake.acting, data: false }, fake.programs);
    const destroyed = fake.ran.filter((line) => line.startsWith("cdk destroy"));
    expect(destroyed).toHaveLength(2);
    expect(destroyed.join("\n")).not.toContain("-base");
    expect(fake.said.join("\n")).toContain("cost money");
  });

  it("removes everything with --data: protection, base, buckets with all versions, secrets, snapshots", async () => {
    let listed = 0;
    const fake = await fakePrograms([
      ["describe-stacks", there],
      ["modify-db-instance", "{}"],
      ["update-termination-protection", "{}"],
      [
        "list-stack-resources",
        JSON.stringify({
          StackResourceSummaries: [
            { ResourceType: "AWS::SecretsManager::Secret", PhysicalResourceId: "arn:secret" },
            { ResourceType: "AWS::EC2::VPC", PhysicalResourceId: "vpc-1" },
          ],
        }),
      ],
      [
        "list-object-versions",
        () => (listed++ === 0 ? JSON.stringify({ Versions: [{ Key: "a", VersionId: "1" }] }) : ""),
      ],
      ["delete-objects", "{}"],
      ["delete-bucket", ""],
      ["delete-secret", "{}"],
      [
        "describe-db-snapshots",
        JSON.stringify({ DBSnapshots: [{ DBSnapshotIdentifier: "last" }] }),
      ],
      ["delete-db-snapshot", "{}"],
    ]);
    cleanups.push(fake.done);
    await down({ ...fake.acting, data: true }, fake.programs);
    const text = fake.ran.join("\n");
    expect(text).toContain("cdk destroy swingtag-fargate-beanie-ty-base");
    for (const bucket of ["files", "backups", "access"])
      expect(text).toContain(`delete-bucket --bucket ${bucket}`);
    expect(text).toContain("delete-secret --secret-id arn:secret");
    expect(text).toContain("--db-snapshot-identifier last");
    expect(places(fake.ran, "--no-deletion-protection", "-base --excl", "delete-bucket")).toEqual(
      expect.not.arrayContaining([-1]),
    );
  });

  it("has nothing to do where nothing is deployed", async () => {
    const fake = await fakePrograms([["describe-stacks", new Error("does not exist")]]);
    cleanups.push(fake.done);
    await down({ ...fake.acting, data: true }, fake.programs);
    expect(fake.ran.filter((line) => !line.includes("describe-stacks"))).toEqual([]);
  });
});
