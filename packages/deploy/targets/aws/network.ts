import { Fn } from "aws-cdk-lib";
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
} from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import type { Deployment } from "@/packages/deploy/settings";
import { makeLogs } from "./logs";

/** Every address of the network. Proxies inside it are trusted, and nobody but ours is inside. */
export const NETWORK = "10.20.0.0/16";

/** The network: load balancers and NAT in public subnets, everything else in subnets without a way in. */
export function makeNetwork(scope: Construct, deployment: Deployment): Vpc {
  const { size } = deployment;
  const zones = size === "large" ? 3 : 2;
  const vpc = new Vpc(scope, "Network", {
    ipAddresses: IpAddresses.cidr(NETWORK),
    availabilityZones: Array.from({ length: zones }, (_, at) => Fn.select(at, Fn.getAzs())),
    // One gateway costs as much as the smallest database; a zone's failure then stops mail and pulls, not pages.
    natGateways: size === "small" ? 1 : zones,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: "public", subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: "private", subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      { name: "data", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
    // Free, and the larger part of the traffic: photos, backups and the image's layers.
    gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
  });
  vpc.addFlowLog("Refused", {
    trafficType: FlowLogTrafficType.REJECT,
    destination: FlowLogDestination.toCloudWatchLogs(makeLogs(scope, "RefusedTraffic", deployment)),
  });
  // Each costs about 8 dollars a month and zone: below a few hundred gigabytes of logs, NAT is the cheaper way.
  if (size !== "small")
    for (const [name, service] of Object.entries(BUSY))
      vpc.addInterfaceEndpoint(name, { service, privateDnsEnabled: true });
  return vpc;
}

const BUSY = {
  Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  Registry: InterfaceVpcEndpointAwsService.ECR_DOCKER,
  RegistryApi: InterfaceVpcEndpointAwsService.ECR,
  Secrets: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
} as const;
