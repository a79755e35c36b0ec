/** A finding that we accept, and why. */
export interface Acknowledged {
  /** The rule, with the finding in brackets where the rule makes several. */
  readonly finding: RegExp;
  /** The constructs it is acknowledged at. */
  readonly at: RegExp;
  readonly because: string;
}

/** What stays of cdk-nag's findings (AwsSolutions) and of CDK's own validator's. */
export const acknowledged: readonly Acknowledged[] = [
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /\/(Secret|SmtpUrl|PoolerPassword|EdgeKey|Administrator|DatabaseUrl)\//,
    because:
      "Rotated by people: SECRET is what everything derives from, the mail server gives its own, and the rest are joined into addresses or headers when a stack is deployed. docs/guides/fargate.md says how.",
  },
  {
    finding: /^AwsSolutions-IAM4\[.*AmazonRDSEnhancedMonitoringRole\]$/,
    at: /\/Database\/MonitoringRole\//,
    because: "RDS documents this policy, and no other, for its monitoring.",
  },
  {
    finding: /^AwsSolutions-IAM4\[.*AWSLambda(Basic|VPCAccess)ExecutionRole\]$/,
    at: /\/Web\/ServiceRole\//,
    because: "To write its lines and to stand in the network; both policies allow that alone.",
  },
  {
    finding: /^AwsSolutions-RDS11$/,
    at: /\/Database\//,
    because:
      "Nobody outside reaches the port, and another number would hide nothing from who is inside.",
  },
  {
    finding: /^AwsSolutions-ECS2$/,
    at: /Task\/Resource$/,
    because: "What stands in the task is no secret; those are references to Secrets Manager.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*(Files|Backups).*\/\*\]$/,
    at: /\/TaskRole\/|\/Web\/ServiceRole\//,
    because:
      "All objects of the one bucket: their keys begin with ids of tenants that do not exist yet.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /\/(TaskRole|ExecutionRole)\//,
    because: "X-Ray, ListStacks and GetAuthorizationToken of ECR take no narrower resource.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:s3:::swingtag-s\*/,
    at: /\/WorkerTask\//,
    because: "The buckets of stacks, which are emptied before CloudFormation can remove them.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:stack\/.*-s\*\/\*\]$/,
    at: /\/WorkerTask\//,
    because: "The stacks of this installation, whose names are drawn when they are ordered.",
  },
  {
    finding: /^AwsSolutions-IAM5\[/,
    at: /\/StackMaker\//,
    because:
      "CloudFormation alone acts as it, for stacks that do not exist yet. What the platform stores is denied to it.",
  },
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /\/Api\/DefaultRoute\//,
    because: "Sites are for everyone; the app itself asks who somebody is where that matters.",
  },
  {
    finding: /^AwsSolutions-CFR1$/,
    at: /\/Edge\//,
    because: "Collectors live everywhere.",
  },
  {
    finding: /^AwsSolutions-CFR2$/,
    at: /\/Edge\//,
    because:
      "A web ACL costs 5 dollars a month and more by the request; floods are shared out by the app (docs/decisions/connections.md). docs/guides/fargate.md says how to add one.",
  },
  {
    finding: /^AwsSolutions-(S1|RDS10|RDS11|SMG4|ECS2)$/,
    at: /^tenant\//,
    because:
      "A tenant's stack is made and removed by the worker as a whole, with its database and without an attempt that is stopped half way. Who asks its bucket is in CloudTrail.",
  },
  {
    finding: /^AwsSolutions-(EC23|RDS3)$/,
    at: /^tenant\//,
    because:
      "The range and the number of zones are parameters: the platform's network, and two zones.",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::(<Bucket\.Arn>\/\*|\*|arn:<AWS::Partition>:ecr:.*)\]$/,
    at: /^tenant\/(TaskRole|ExecutionRole)$/,
    because:
      "All objects of its one bucket; ECR's token has no narrower resource, and its image is a parameter.",
  },
  {
    finding: /^W1011$/,
    at: /^tenant\//,
    because: "The platform derives the password and keeps it nowhere; CloudFormation hides it.",
  },
];
