import { Duration } from "aws-cdk-lib";
import { ApiMapping, CfnStage, DomainName, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Repository } from "aws-cdk-lib/aws-ecr";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { DockerImageCode, DockerImageFunction } from "aws-cdk-lib/aws-lambda";
import { ARecord, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import { environmentOf } from "@/packages/deploy/environment";
import type { Base } from "../aws/base";
import { groundOf } from "../aws/ground";
import { ownRepository, repositoryOf } from "../aws/image";
import { makeLogs } from "../aws/logs";
import type { Pooler } from "../aws/pooler";
import { ARCHITECTURE } from "../aws/sizes";
import { allowUse } from "../aws/tasks";

export interface Web {
  readonly function: DockerImageFunction;
  readonly api: HttpApi;
}

/** What one function has of memory, in MiB: with it comes one whole processor. */
const MEMORY = 1769;

/** The longest the HTTP API waits for an answer, in seconds. */
const LONGEST_ANSWER = 29;

/** The web process as a function behind an HTTP API that answers on the apex and every site. */
export function makeWeb(scope: Construct, base: Base, pooler: Pooler, zone: IHostedZone): Web {
  const handler = makeFunction(scope, base, pooler);
  const api = new HttpApi(scope, "Api", {
    description: "Swingtag",
    // Under its own name the host would be no site's.
    disableExecuteApiEndpoint: true,
    defaultIntegration: new HttpLambdaIntegration("ToWeb", handler),
  });
  logRequests(scope, base, api);
  const { domain } = base.asked.app;
  const certificate = new Certificate(scope, "Certificate", {
    domainName: domain,
    subjectAlternativeNames: [`*.${domain}`],
    validation: CertificateValidation.fromDns(zone),
  });
  for (const [id, name] of [
    ["Apex", domain],
    ["Sites", `*.${domain}`],
  ] as const) {
    const domainName = new DomainName(scope, `${id}Domain`, { domainName: name, certificate });
    mapTo(scope, id, api, domainName);
    new ARecord(scope, `${id}4`, {
      zone,
      recordName: `${name}.`,
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(
          domainName.regionalDomainName,
          domainName.regionalHostedZoneId,
        ),
      ),
    });
  }
  return { function: handler, api };
}

function makeFunction(scope: Construct, base: Base, pooler: Pooler): DockerImageFunction {
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
    // The loop that asks for the next request stands in the same function.
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

function mapTo(scope: Construct, id: string, api: HttpApi, domainName: DomainName): void {
  const stage = api.defaultStage;
  if (!stage) throw new Error("The HTTP API has no stage.");
  new ApiMapping(scope, `${id}Mapping`, { api, domainName, stage });
}

/** Every request in the log, as the API saw it. */
function logRequests(scope: Construct, base: Base, api: HttpApi): void {
  const lines = makeLogs(scope, "ApiLines", base.asked.deployment);
  const stage = api.defaultStage?.node.defaultChild;
  if (!(stage instanceof CfnStage)) throw new Error("The HTTP API has no stage.");
  stage.accessLogSettings = {
    destinationArn: lines.logGroupArn,
    format: JSON.stringify({
      at: "$context.requestTime",
      id: "$context.requestId",
      host: "$context.domainName",
      method: "$context.httpMethod",
      path: "$context.path",
      status: "$context.status",
      ms: "$context.responseLatency",
      from: "$context.identity.sourceIp",
    }),
  };
}

/** A request each four minutes, as the API would pass it on, so that there is a function that has started already. */
function stayWarm(scope: Construct, base: Base, handler: DockerImageFunction): void {
  const { app } = base.asked;
  const path = app.processes.web.health.ready;
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: { host: app.domain, "user-agent": "swingtag warm" },
    requestContext: {
      domainName: app.domain,
      stage: "$default",
      http: { method: "GET", path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
    },
    isBase64Encoded: false,
  };
  new Rule(scope, "Warm", {
    schedule: Schedule.rate(Duration.minutes(4)),
    targets: [new LambdaFunction(handler, { event: RuleTargetInput.fromObject(event) })],
  });
}
