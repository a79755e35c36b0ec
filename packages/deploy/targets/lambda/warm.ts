import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { DockerImageFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { Base } from "../aws/base";

/** A request each four minutes, as the API would pass it on, so that there is a function that has started already. */
export function stayWarm(scope: Construct, base: Base, handler: DockerImageFunction): void {
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
