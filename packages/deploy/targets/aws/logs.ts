import { RemovalPolicy } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Deployment } from "@/packages/deploy/settings";
import { retentionOf } from "./sizes";

/** Lines of one kind, kept for as long as the deployment says and no longer than what wrote them. */
export function makeLogs(scope: Construct, id: string, { keepLogsDays }: Deployment): LogGroup {
  return new LogGroup(scope, id, {
    retention: retentionOf(keepLogsDays),
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
