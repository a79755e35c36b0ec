import { Fn } from "aws-cdk-lib";
import { Effect, type IRole, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Base } from "./base";
import { fullName } from "./image";
import { STACK_TEMPLATE } from "./names";
import { NETWORK } from "./network";

/** Under which path the roles of stacks stand, which alone CloudFormation may make for us. */
export const STACK_ROLES = "/swingtag-stacks/";

/** The worker's STACKS: which template makes a stack, with what of this network in its parameters. */
export function tenantStacksAddress(base: Base): string {
  const { asked, buckets, vpc, namespace, cluster } = base;
  const parameters: [string, string][] = [
    ["image", fullName(asked)],
    ["installation", asked.prefix],
    ["template", `https://${buckets.files.bucketRegionalDomainName}/${STACK_TEMPLATE}`],
    ["role", base.stackMaker?.roleArn ?? ""],
    ["network", vpc.vpcId],
    ["range", NETWORK],
    ["subnets", vpc.selectSubnets(base.subnets).subnetIds.join(",")],
    ["namespace", namespace.namespaceId],
    ["names", namespace.namespaceName],
    ["cluster", cluster.clusterName],
  ];
  const query = parameters.flatMap(([name, value], at) => [at ? "&" : "?", `${name}=`, value]);
  return Fn.join("", [`cloudformation://${asked.deployment.region}`, ...query]);
}

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
