import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Base } from "./base";

/** Lets a worker order stacks of this installation. */
export function allowTenantStacks(base: Base, worker: IRole): void {
  if (!base.stackMaker) return;
  const name = `${base.asked.prefix}-s*`;
  worker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [
        "cloudformation:CreateStack",
        "cloudformation:UpdateStack",
        "cloudformation:ContinueUpdateRollback",
        "cloudformation:DeleteStack",
        "cloudformation:DescribeStacks",
        "cloudformation:DescribeStackEvents",
      ],
      resources: [
        `arn:${base.partition}:cloudformation:${base.region}:${base.account}:stack/${name}/*`,
      ],
    }),
  );
  worker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["s3:DeleteObject", "s3:ListBucket"],
      resources: [
        `arn:${base.partition}:s3:::swingtag-s*`,
        `arn:${base.partition}:s3:::swingtag-s*/*`,
      ],
    }),
  );
  worker.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["cloudformation:ListStacks"], resources: ["*"] }),
  );
  worker.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["iam:PassRole"],
      resources: [base.stackMaker.roleArn],
    }),
  );
}
