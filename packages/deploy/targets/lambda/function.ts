import { Duration } from "aws-cdk-lib";
import { SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Repository } from "aws-cdk-lib/aws-ecr";
import { DockerImageCode, DockerImageFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { environmentOf } from "@/packages/deploy/environment";
import type { Base } from "../aws/base";
import { groundOf } from "../aws/ground";
import { ownRepository, repositoryOf } from "../aws/image";
import { makeLogs } from "../aws/logs";
import type { Pooler } from "../aws/pooler";
import { ARCHITECTURE } from "../aws/sizes";
import { allowUse } from "../aws/tasks";
import { stayWarm } from "./warm";

/** What one function has of memory, in MiB: with it comes one whole processor. */
const MEMORY = 1769;

/** The longest the HTTP API waits for an answer, in seconds. */
const LONGEST_ANSWER = 29;

/** The function that answers visitors, with its image and its rights. */
export function makeFunction(scope: Construct, base: Base, pooler: Pooler): DockerImageFunction {
  const { app, deployment } = base.asked;
  // Lambda takes images from ECR alone, so up brings one that is elsewhere there.
  const images =
    repositoryOf(scope, deployment.image) ??
    Repository.fromRepositoryName(scope, "WebImages", ownRepository(deployment.image));
  const access = new SecurityGroup(scope, "WebAccess", { vpc: base.vpc, description: "Nobody" });
  pooler.admit(access, "web functions");
  const handler = new DockerImageFunction(scope, "Web", {
    code: DockerImageCode.fromEcr(images, { tagOrDigest: app.version, cmd: ["lambda"] }),
    architecture: ARCHITECTURE.function,
    memorySize: MEMORY,
    timeout: Duration.seconds(LONGEST_ANSWER),
    vpc: base.vpc,
    vpcSubnets: base.subnets,
    securityGroups: [access],
    environment: environment(base),
    logGroup: makeLogs(scope, "WebLogs", deployment),
  });
  allowUse(handler, base.buckets.files);
  handler.node.addDependency(pooler.service);
  stayWarm(scope, base, handler);
  return handler;
}

/**
 * A function takes no references to secrets: CloudFormation puts their values into its configuration, which is
 * encrypted and shown to those alone who may read it. The template holds the references.
 */
function environment(base: Base): Record<string, string> {
  const { app, deployment } = base.asked;
  const ground = {
    ...groundOf(base, "web"),
    telemetry: null,
    // The proxy is the loop in the same function.
    proxies: ["127.0.0.1"],
    drainSeconds: 0,
  };
  const given: Record<string, string> = {};
  for (const [name, value] of environmentOf(app, deployment, ground, "web"))
    given[name] =
      value.kind === "plain" ? value.value : base.secrets[value.secret].secretValue.unsafeUnwrap();
  // A function answers one request at a time.
  return { ...given, DATABASE_CONNECTIONS: "2", DATABASE_CONNECTIONS_TOTAL: "4" };
}
