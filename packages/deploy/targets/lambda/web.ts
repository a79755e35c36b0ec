import { ApiMapping, CfnStage, DomainName, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import type { DockerImageFunction } from "aws-cdk-lib/aws-lambda";
import { ARecord, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import type { Base } from "../aws/base";
import { makeLogs } from "../aws/logs";
import type { Pooler } from "../aws/pooler";
import { makeFunction } from "./function";

export interface Web {
  readonly function: DockerImageFunction;
  readonly api: HttpApi;
}

/** The web process as a function behind an HTTP API that answers on the apex and every site. */
export function makeWeb(scope: Construct, base: Base, pooler: Pooler, zone: IHostedZone): Web {
  const handler = makeFunction(scope, base, pooler);
  const api = new HttpApi(scope, "Api", {
    description: "Swingtag",
    // Under the API's default name the host would belong to no site.
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
