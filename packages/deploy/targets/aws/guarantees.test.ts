import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { all, containers, fargate, lambda, onFargate, onLambda } from "./testing-templates";

describe.each([
  ["fargate", fargate],
  ["lambda", lambda],
] as const)("on %s", (_, { base, services }) => {
  it("the database is encrypted, in two zones, not public, backed up and not deleted by mistake", () => {
    base.hasResource("AWS::RDS::DBInstance", {
      Properties: Match.objectLike({
        Engine: "postgres",
        EngineVersion: "18",
        StorageEncrypted: true,
        MultiAZ: true,
        PubliclyAccessible: false,
        BackupRetentionPeriod: 30,
        DeletionProtection: true,
      }),
      DeletionPolicy: "Snapshot",
      UpdateReplacePolicy: "Snapshot",
    });
    base.hasResourceProperties("AWS::RDS::DBParameterGroup", {
      Parameters: Match.objectLike({ "rds.force_ssl": "1" }),
    });
    expect(onFargate.base.terminationProtection).toBe(true);
  });

  it("nobody but those who administer it and PgBouncer reaches the database", () => {
    const rules = all(base, "AWS::EC2::SecurityGroupIngress").filter(
      ({ properties }) => properties.FromPort === 5432,
    );
    expect(rules.map(({ properties }) => JSON.stringify(properties.SourceSecurityGroupId))).toEqual(
      [expect.stringContaining("DatabaseClients")],
    );
  });

  it("no security group lets the world in", () => {
    for (const template of [base, services]) {
      const groups = all(template, "AWS::EC2::SecurityGroup");
      expect(
        JSON.stringify(groups.map(({ properties }) => properties.SecurityGroupIngress)),
      ).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
      const rules = all(template, "AWS::EC2::SecurityGroupIngress");
      expect(JSON.stringify(rules)).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
    }
  });

  it("no task has an address in the internet", () => {
    const found = all(services, "AWS::ECS::Service");
    expect(found.length).toBeGreaterThan(1);
    for (const { properties } of found)
      expect(properties.NetworkConfiguration).toMatchObject({
        AwsvpcConfiguration: { AssignPublicIp: "DISABLED" },
      });
  });

  it("each bucket is closed to the public, takes TLS alone and outlives the stack", () => {
    base.allResourcesProperties("AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    base.allResources("AWS::S3::Bucket", { DeletionPolicy: "Retain" });
    for (const { properties } of all(base, "AWS::S3::BucketPolicy"))
      expect(JSON.stringify(properties)).toContain('"aws:SecureTransport":"false"');
  });

  it("SECRET, DATABASE_URL and SMTP_URL reach containers by reference alone", () => {
    const found = [...containers(base), ...containers(services)];
    const secret = ["SECRET", "SMTP_URL", "POOLER_PASSWORD"];
    for (const { Environment = [] } of found)
      for (const { Name, Value } of Environment) {
        expect(secret).not.toContain(Name);
        expect(JSON.stringify(Value)).not.toMatch(/:\/\/[^"/]*:[^"/]*@/);
      }
    for (const name of ["setup", "worker"]) {
      const one = found.find(({ Name }) => Name === name);
      expect(one?.Secrets?.map(({ Name }) => Name)).toEqual(
        expect.arrayContaining(["SECRET", "DATABASE_URL", "SMTP_URL"]),
      );
    }
  });

  it("every container's root is read-only", () => {
    for (const { Name, ReadonlyRootFilesystem } of [...containers(base), ...containers(services)])
      expect([Name, ReadonlyRootFilesystem]).toEqual([Name, true]);
  });

  it("setup stands before the services, in a stack that they wait for", () => {
    expect(containers(base).map(({ Name }) => Name)).toContain("setup");
    expect(containers(services).map(({ Name }) => Name)).not.toContain("setup");
    // Not with toContain, which prints what it is given, and a stack can't be printed.
    for (const { base, services } of [onFargate, onLambda])
      expect(services.dependencies.includes(base)).toBe(true);
  });

  it("everything stands in two zones", () => {
    const zones = all(base, "AWS::EC2::Subnet").map(({ properties }) =>
      JSON.stringify(properties.AvailabilityZone),
    );
    expect(new Set(zones).size).toBe(2);
  });

  it("a service whose new version does not become well goes back, and never has fewer than it needs", () => {
    services.allResourcesProperties("AWS::ECS::Service", {
      DeploymentConfiguration: Match.objectLike({
        MinimumHealthyPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      }),
    });
  });

  it("alarms are written to whom the deployment names", () => {
    base.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "email",
      Endpoint: "alarms@beanie.ty",
    });
    const alarms = all(services, "AWS::CloudWatch::Alarm").map(({ id }) => id);
    for (const name of [
      "Faults",
      "Slow",
      "DatabaseStorage",
      "DatabaseProcessor",
      "DatabaseConnections",
      "WorkerGone",
      "BackupsMissing",
    ])
      expect(alarms.some((id) => id.startsWith(`${name}Alarm`))).toBe(true);
    services.allResourcesProperties("AWS::CloudWatch::Alarm", {
      AlarmActions: Match.anyValue(),
    });
  });

  it("the doctor looks each day", () => {
    services.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: Match.stringLikeRegexp("^cron"),
    });
    const doctor = containers(services).find(
      ({ Command }) => Command?.join(" ") === "tenants doctor",
    );
    expect(doctor?.Secrets?.map(({ Name }) => Name)).toContain("DATABASE_URL");
  });

  it("lines are kept for as long as the deployment says", () => {
    for (const template of [base, services])
      template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 30 });
  });

  it("the worker may order stacks of this installation and what is stored is denied to what makes them", () => {
    const [denied] = all(base, "AWS::IAM::Policy")
      .map(({ properties }) => JSON.stringify(properties))
      .filter((text) => text.includes('"Effect":"Deny"') && text.includes("StackMaker"));
    expect(denied).toMatch(/rds:\*/);
    expect(denied).toMatch(/Backups/);
  });
});
