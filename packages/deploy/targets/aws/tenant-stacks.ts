import { Fn } from "aws-cdk-lib";
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
