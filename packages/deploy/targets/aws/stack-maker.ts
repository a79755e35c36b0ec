import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Base } from "./base";
import { STACK_ROLES } from "./tenant-stacks";

/**
 * What CloudFormation acts as when the worker orders a stack, so that the worker itself may order stacks of this
 * installation and nothing else.
 */
export function makeStackMaker(base: Base): Role {
  const maker = new Role(base, "StackMaker", {
    assumedBy: new ServicePrincipal("cloudformation.amazonaws.com"),
    description: "Makes and removes the stacks of single tenants.",
  });
  const account = `${base.partition}:iam::${base.account}`;
  const roles = [`arn:${account}:role${STACK_ROLES}*`];
  maker.addToPolicy(
    new PolicyStatement({
      actions: [
        "cloudformation:*",
        "ec2:*SecurityGroup*",
        "ec2:CreateTags",
        "ec2:DeleteTags",
        "ec2:Describe*",
        "ecs:*",
        "logs:*",
        "rds:*",
        "route53:*",
        "s3:*",
        "secretsmanager:*",
        "servicediscovery:*",
      ],
      resources: ["*"],
    }),
  );
  maker.addToPolicy(
    new PolicyStatement({
      actions: [
        "iam:*RolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:PassRole",
        "iam:TagRole",
        "iam:UntagRole",
      ],
      resources: roles,
    }),
  );
  maker.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ["rds:*", "s3:Delete*", "secretsmanager:*"],
      resources: [
        base.database.instanceArn,
        base.buckets.files.bucketArn,
        base.buckets.files.arnForObjects("*"),
        base.buckets.backups.bucketArn,
        base.buckets.backups.arnForObjects("*"),
        ...Object.values(base.secrets).map((secret) => secret.secretArn),
      ],
    }),
  );
  return maker;
}
