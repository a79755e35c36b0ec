/** Where the template of a tenant's own stack is emitted, and put by `up` in the bucket of files. */
export const STACK_TEMPLATE = "stack/template.json";

/** Kinds of resources that took no tags until lately: an older CloudFormation refuses them with one. */
export const UNTAGGED = [
  "AWS::ApplicationAutoScaling::ScalableTarget",
  "AWS::ElasticLoadBalancingV2::Listener",
  "AWS::ElasticLoadBalancingV2::ListenerRule",
];
