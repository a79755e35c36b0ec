import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { askedOf } from "../aws/asked";
import { all, cdk, containers, deployment, fargate, onFargate } from "../aws/testing-templates";
import { addFargate } from "./cloudformation";

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
