import { Duration } from "aws-cdk-lib";
import { HttpCodeElb, HttpCodeTarget } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { Construct } from "constructs";
import { alarm } from "../aws/alarm";
import type { Base } from "../aws/base";
import type { Web } from "./web";

/** What visitors notice. */
export function watchWeb(scope: Construct, base: Base, { balancer, targets }: Web): void {
  const minute = { period: Duration.minutes(1) };
  alarm(scope, base, "Faults", {
    metric: targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, {
      ...minute,
      statistic: "Sum",
    }),
    limit: 10,
    periods: 3,
    says: "Web processes answer with faults.",
  });
  alarm(scope, base, "NoAnswer", {
    metric: balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, {
      ...minute,
      statistic: "Sum",
    }),
    limit: 10,
    periods: 3,
    says: "The load balancer finds nobody to answer.",
  });
  alarm(scope, base, "Slow", {
    metric: targets.metrics.targetResponseTime({ ...minute, statistic: "p95" }),
    limit: 1,
    says: "One of twenty pages takes longer than a second.",
  });
  alarm(scope, base, "Unhealthy", {
    metric: targets.metrics.unhealthyHostCount({ ...minute, statistic: "Maximum" }),
    limit: 0,
    says: "A web process has not been ready for five minutes.",
  });
}
