import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

/** Where alarms go: whoever reads that mailbox confirms once that they want them. */
export function makeTopic(scope: Construct, alarmsTo: string): Topic {
  const topic = new Topic(scope, "Alarms", { displayName: "Swingtag", enforceSSL: true });
  topic.addSubscription(new EmailSubscription(alarmsTo));
  return topic;
}
