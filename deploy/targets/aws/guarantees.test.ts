import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { readDeployment } from "@/deploy/settings";
import { wholeDeployment } from "@/deploy/testing";
import { addFargate } from "../fargate/stacks";
import { addLambda } from "../lambda/stacks";
import { askedOf } from "./asked";
import { quiet } from "./synth";

const deployment = readDeployment({ ...wholeDeployment, image: "swingtag", stacks: true });
const cdk = () => new App({ ...quiet, builtinCloudFormationValidation: false });

const onFargate = addFargate(cdk(), askedOf(deployment, "fargate"));
const onLambda = addLambda(cdk(), askedOf(deployment, "lambda"));
const fargate = {
  base: Template.fromStack(onFargate.base),
  services: Template.fromStack(onFargate.services),
};
const lambda = {
  base: Template.fromStack(onLambda.base),
  services: Template.fromStack(onLambda.services),
};

type Found = Record<string, { Properties: Record<string, unknown> }>;

function all(template: Template, type: string) {
  const found: Found = JSON.parse(JSON.stringify(template.findResources(type)));
  return Object.entries(found).map(([id, { Properties }]) => ({ id, properties: Properties }));
}

interface Container {
  readonly Name: string;
  readonly Command?: string[];
  readonly Environment?: { Name: string; Value: unknown }[];
  readonly Secrets?: { Name: string; ValueFrom: unknown }[];
  readonly ReadonlyRootFilesystem?: boolean;
}

function containers(template: Template): Container[] {
  return all(template, "AWS::ECS::TaskDefinition").flatMap(
    ({ properties }) => properties.ContainerDefinitions as Container[],
  );
}

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
    expect(onFargate.services.dependencies).toContain(onFargate.base);
    expect(onLambda.services.dependencies).toContain(onLambda.base);
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

describe("on fargate", () => {
  const { services } = fargate;

  it("the load balancer answers CloudFront alone, for the apex and every site", () => {
    services.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", {
      Port: 443,
      Protocol: "HTTPS",
      DefaultActions: [Match.objectLike({ Type: "fixed-response" })],
    });
    services.hasResourceProperties("AWS::ElasticLoadBalancingV2::ListenerRule", {
      Conditions: Match.arrayWith([
        Match.objectLike({
          Field: "http-header",
          HttpHeaderConfig: Match.objectLike({ HttpHeaderName: "x-swingtag-edge" }),
        }),
        Match.objectLike({
          Field: "host-header",
          HostHeaderConfig: { Values: ["beanie.ty", "*.beanie.ty"] },
        }),
      ]),
    });
    const [balancer] = all(services, "AWS::EC2::SecurityGroupIngress").filter(({ id }) =>
      id.startsWith("BalancerAccess"),
    );
    const inline = all(services, "AWS::EC2::SecurityGroup").find(({ id }) =>
      id.startsWith("BalancerAccess"),
    );
    expect(JSON.stringify(balancer ?? inline)).toContain("SourcePrefixListId");
  });

  it("the wildcard and the apex have certificates and names", () => {
    for (const template of [services, Template.fromStack(onFargate.certificate)])
      template.hasResourceProperties("AWS::CertificateManager::Certificate", {
        DomainName: "beanie.ty",
        SubjectAlternativeNames: ["*.beanie.ty"],
        ValidationMethod: "DNS",
      });
    const names = all(services, "AWS::Route53::RecordSet").map(
      ({ properties }) => `${properties.Type} ${properties.Name}`,
    );
    expect(names.sort()).toEqual(
      ["A *.beanie.ty.", "A beanie.ty.", "AAAA *.beanie.ty.", "AAAA beanie.ty."].sort(),
    );
  });

  it("CloudFront keeps nothing without the host in its name, nothing longer than the app says, and no fault", () => {
    const policies = all(services, "AWS::CloudFront::CachePolicy");
    expect(policies).toHaveLength(2);
    for (const { properties } of policies)
      expect(properties.CachePolicyConfig).toMatchObject({
        MinTTL: 0,
        DefaultTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Host"] },
          QueryStringsConfig: { QueryStringBehavior: "all" },
        },
      });
    const [edge] = all(services, "AWS::CloudFront::Distribution");
    const { DistributionConfig: config } = JSON.parse(JSON.stringify(edge?.properties));
    // Amazon's policy that keeps nothing.
    expect(config.DefaultCacheBehavior.CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    const kept = config.CacheBehaviors.map(
      ({ PathPattern }: { PathPattern: string }) => PathPattern,
    );
    expect(kept).toEqual(["/_next/static/*", "/_static/*", "/photos/*"]);
    for (const { ErrorCachingMinTTL } of config.CustomErrorResponses)
      expect(ErrorCachingMinTTL).toBe(0);
    expect(config.Aliases).toEqual(["beanie.ty", "*.beanie.ty"]);
  });

  it("no visitor can name another host than the one they asked", () => {
    services.hasResourceProperties("AWS::CloudFront::OriginRequestPolicy", {
      OriginRequestPolicyConfig: Match.objectLike({
        HeadersConfig: {
          HeaderBehavior: "allExcept",
          Headers: Match.arrayWith(["x-forwarded-host", "forwarded"]),
        },
      }),
    });
  });

  it("the visitor's address is the one that CloudFront saw", () => {
    services.hasResourceProperties("AWS::ElasticLoadBalancingV2::LoadBalancer", {
      LoadBalancerAttributes: Match.arrayWith([
        { Key: "routing.http.xff_header_processing.mode", Value: "preserve" },
      ]),
    });
    const web = containers(services).find(({ Name }) => Name === "web");
    expect(web?.Environment).toContainEqual({ Name: "TRUSTED_PROXIES", Value: "10.20.0.0/16" });
  });

  it("web processes are added by load and by requests, and turned away from before they end", () => {
    services.hasResourceProperties("AWS::ApplicationAutoScaling::ScalableTarget", {
      MinCapacity: 2,
      MaxCapacity: 4,
    });
    services.resourceCountIs("AWS::ApplicationAutoScaling::ScalingPolicy", 2);
    services.hasResourceProperties("AWS::ElasticLoadBalancingV2::TargetGroup", {
      HealthCheckPath: "/readyz",
      TargetGroupAttributes: Match.arrayWith([
        { Key: "deregistration_delay.timeout_seconds", Value: "30" },
      ]),
    });
    const web = containers(services).find(({ Name }) => Name === "web");
    expect(web).toMatchObject({ StopTimeout: 45 });
    expect(web?.Environment).toContainEqual({ Name: "DRAIN_SECONDS", Value: "10" });
  });

  it("web processes reach Postgres through PgBouncer and never as its administrator", () => {
    const web = containers(services).find(({ Name }) => Name === "web");
    expect(web?.Secrets?.map(({ Name }) => Name)).not.toContain("DATABASE_URL");
    expect(web?.Environment).toContainEqual({
      Name: "DATABASE_URL",
      Value: "postgres://pooler.swingtag.internal:6432?sslmode=require",
    });
    expect(web?.Environment).toContainEqual({ Name: "DATABASE_POOLER", Value: "transaction" });
  });

  it("stands on an Outpost where the deployment names one, and nothing of it on Fargate", () => {
    const outpost = "arn:aws:outposts:eu-central-1:123456789012:outpost/op-0123456789abcdef0";
    const stacks = addFargate(cdk(), askedOf({ ...deployment, outpost }, "fargate"));
    const base = Template.fromStack(stacks.base);
    base.hasResourceProperties("AWS::EC2::Subnet", { OutpostArn: outpost });
    base.hasResourceProperties("AWS::RDS::DBInstance", { MultiAZ: false });
    const found = JSON.stringify(Template.fromStack(stacks.services).toJSON());
    expect(found).not.toContain('"FARGATE"');
  });
});

describe("on lambda", () => {
  const { services } = lambda;

  it("the function runs the same image with swingtag lambda, inside the network", () => {
    services.hasResourceProperties("AWS::Lambda::Function", {
      PackageType: "Image",
      ImageConfig: { Command: ["lambda"] },
      Timeout: 29,
      VpcConfig: Match.anyValue(),
    });
  });

  it("its secrets are references in the template", () => {
    const [web] = all(services, "AWS::Lambda::Function");
    const { Variables } = JSON.parse(JSON.stringify(web?.properties.Environment));
    for (const name of ["SECRET", "SMTP_URL"])
      expect(JSON.stringify(Variables[name])).toContain("{{resolve:secretsmanager:");
    expect(Variables.DATABASE_CONNECTIONS_TOTAL).toBe("4");
  });

  it("the API answers on the apex and every site, and not under its own name", () => {
    services.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: true });
    for (const name of ["beanie.ty", "*.beanie.ty"])
      services.hasResourceProperties("AWS::ApiGatewayV2::DomainName", { DomainName: name });
    services.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 2);
  });

  it("jobs have a worker that stays", () => {
    expect(containers(services).map(({ Name }) => Name)).toContain("worker");
  });
});
