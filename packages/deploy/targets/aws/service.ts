import { Duration } from "aws-cdk-lib";
import type { SecurityGroup } from "aws-cdk-lib/aws-ec2";
import {
  Ec2Service,
  FargatePlatformVersion,
  FargateService,
  type FargateServiceProps,
  type TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import { DnsRecordType } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";
import type { Process } from "@/packages/deploy/description";
import type { Base } from "./base";

export type Service = FargateService | Ec2Service;

interface Wanted {
  readonly base: Base;
  readonly task: TaskDefinition;
  readonly groups: SecurityGroup[];
  readonly replicas: Process["replicas"];
  /** Its name inside the network, if it has one. */
  readonly name?: string;
  /** How long a new task may take until it is asked whether it is well, in seconds. */
  readonly grace?: number;
}

/**
 * A task that is kept running. A new version is added before an old one is taken away, and where it does not
 * become well, the old one stays and the deployment is taken back.
 */
export function makeService(scope: Construct, id: string, wanted: Wanted): Service {
  const { base, task, groups, replicas, name, grace } = wanted;
  const common: Omit<
    FargateServiceProps,
    "platformVersion" | "assignPublicIp" | "capacityProviderStrategies"
  > = {
    cluster: base.cluster,
    taskDefinition: task,
    desiredCount: replicas.least,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { enable: true, rollback: true },
    vpcSubnets: base.subnets,
    securityGroups: groups,
    enableExecuteCommand: false,
    ...(grace === undefined ? {} : { healthCheckGracePeriod: Duration.seconds(grace) }),
    ...(name
      ? {
          cloudMapOptions: {
            name,
            cloudMapNamespace: base.namespace,
            dnsRecordType: DnsRecordType.A,
            dnsTtl: Duration.seconds(10),
          },
        }
      : {}),
  };
  if (base.outpost)
    return new Ec2Service(scope, id, {
      ...common,
      capacityProviderStrategies: [
        { capacityProvider: base.outpost.capacity.capacityProviderName, weight: 1 },
      ],
    });
  return new FargateService(scope, id, {
    ...common,
    assignPublicIp: false,
    platformVersion: FargatePlatformVersion.LATEST,
  });
}
