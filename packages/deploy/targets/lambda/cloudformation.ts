import { type App as Cdk, CfnOutput, Duration, type Environment, Stack, Tags } from "aws-cdk-lib";
import { HostedZone } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";
import { alarm } from "../aws/alarm";
import { watchBase } from "../aws/alarms";
import type { Asked } from "../aws/asked";
import { Base } from "../aws/base";
import { UNTAGGED } from "../aws/names";
import { makePooler } from "../aws/pooler";
import { makeWorker } from "../aws/worker";
import { makeWeb, type Web } from "./web";

/** The stacks of the target `lambda`, in the order in which they are deployed. */
export function addLambda(cdk: Cdk, asked: Asked) {
  const env = { region: asked.deployment.region };
  const base = new Base(cdk, asked, env);
  const services = new Services(cdk, base, env);
  Tags.of(cdk).add("swingtag:installation", asked.prefix, { excludeResourceTypes: UNTAGGED });
  return { base, services };
}

/** The web process as a function. PgBouncer and the worker stay tasks: both must be there when nobody asks. */
class Services extends Stack {
  constructor(scope: Construct, base: Base, env: Environment) {
    const { asked } = base;
    super(scope, `${asked.prefix}-services`, {
      env,
      description: "Swingtag: web function, worker and PgBouncer.",
    });
    this.addStackDependency(base);
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: asked.deployment.hostedZone,
      zoneName: asked.app.domain,
    });
    const pooler = makePooler(this, base);
    const worker = makeWorker(this, base);
    const web = makeWeb(this, base, pooler, zone);
    watchBase(this, base, worker);
    watchFunction(this, base, web);
    const outputs = {
      Address: `https://${asked.app.domain}`,
      WebFunction: web.function.functionName,
      WorkerService: worker.service.serviceName,
      PoolerService: pooler.service.serviceName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

function watchFunction(scope: Construct, base: Base, { function: handler, api }: Web): void {
  const minute = { period: Duration.minutes(1) };
  alarm(scope, base, "Faults", {
    metric: api.metricServerError({ ...minute, statistic: "Sum" }),
    limit: 10,
    periods: 3,
    says: "Web functions answer with faults.",
  });
  alarm(scope, base, "Slow", {
    metric: handler.metricDuration({ ...minute, statistic: "p95" }),
    limit: 1000,
    says: "One of twenty pages takes longer than a second.",
  });
  alarm(scope, base, "Throttled", {
    metric: handler.metricThrottles({ ...minute, statistic: "Sum" }),
    limit: 0,
    periods: 3,
    says: "Requests are turned away: the account's limit of functions at once is reached.",
  });
  alarm(scope, base, "Errors", {
    metric: handler.metricErrors({ ...minute, statistic: "Sum" }),
    limit: 5,
    periods: 3,
    says: "Web functions break or take too long.",
  });
}
