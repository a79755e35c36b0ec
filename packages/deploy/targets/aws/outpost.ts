import { CfnParameter, RemovalPolicy, Tags } from "aws-cdk-lib";
import { AutoScalingGroup, Signals } from "aws-cdk-lib/aws-autoscaling";
import {
  BlockDeviceVolume,
  CfnNatGateway,
  CfnSubnet,
  EbsDeviceVolumeType,
  InstanceType,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  PrivateSubnet,
  SecurityGroup,
  type SubnetSelection,
  UserData,
  type Vpc,
} from "aws-cdk-lib/aws-ec2";
import { AsgCapacityProvider, EcsOptimizedImage } from "aws-cdk-lib/aws-ecs";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SubnetGroup } from "aws-cdk-lib/aws-rds";
import type { Construct } from "constructs";

/** Where tasks and the database stand when they stand on an Outpost. */
export interface Outpost {
  readonly subnets: SubnetSelection;
  readonly databasePlaces: SubnetGroup;
  /** Fargate does not run there: tasks run on machines of the Outpost. */
  readonly capacity: AsgCapacityProvider;
}

/** The part of the network that is the Outpost's. */
const OUTPOST_NETWORK = "10.20.240.0/20";

/**
 * Stretches the network onto an Outpost. Load balancer and CloudFront stay in the region, whose visitors they
 * serve; tasks and data stand in the customer's building.
 */
export function makeOutpost(scope: Construct, vpc: Vpc, arn: string): Outpost {
  const zone = new CfnParameter(scope, "OutpostZone", {
    description:
      "The zone of the Outpost, such as eu-central-1a: aws outposts get-outpost says it.",
  });
  const subnet = new PrivateSubnet(scope, "OutpostSubnet", {
    vpcId: vpc.vpcId,
    availabilityZone: zone.valueAsString,
    cidrBlock: OUTPOST_NETWORK,
  });
  const raw = subnet.node.defaultChild;
  if (raw instanceof CfnSubnet) raw.outpostArn = arn;
  const gateway = vpc.publicSubnets[0]?.node.tryFindChild("NATGateway");
  if (!(gateway instanceof CfnNatGateway))
    throw new Error("The network has no NAT gateway for the Outpost to leave by.");
  subnet.addDefaultNatRoute(gateway.attrNatGatewayId);
  const databasePlaces = new SubnetGroup(scope, "OutpostDatabasePlaces", {
    vpc,
    description: "The Outpost",
    vpcSubnets: { subnets: [subnet] },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const role = new Role(scope, "MachineRole", {
    assumedBy: new ServicePrincipal("ec2.amazonaws.com"),
    managedPolicies: [
      ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonEC2ContainerServiceforEC2Role"),
    ],
  });
  const machine = new LaunchTemplate(scope, "Machine", {
    instanceType: new InstanceType("m5.xlarge"),
    machineImage: EcsOptimizedImage.amazonLinux2023(),
    role,
    userData: UserData.forLinux(),
    securityGroup: new SecurityGroup(scope, "MachineAccess", { vpc, description: "Nobody" }),
    httpTokens: LaunchTemplateHttpTokens.REQUIRED,
    blockDevices: [
      {
        deviceName: "/dev/xvda",
        volume: BlockDeviceVolume.ebs(50, { encrypted: true, volumeType: EbsDeviceVolumeType.GP2 }),
      },
    ],
  });
  const group = new AutoScalingGroup(scope, "Machines", {
    vpc,
    vpcSubnets: { subnets: [subnet] },
    launchTemplate: machine,
    minCapacity: 2,
    maxCapacity: 8,
    signals: Signals.waitForAll({ minSuccessPercentage: 0 }),
  });
  Tags.of(group).add("Name", "swingtag");
  return {
    subnets: { subnets: [subnet] },
    databasePlaces,
    capacity: new AsgCapacityProvider(scope, "OutpostCapacity", {
      autoScalingGroup: group,
      enableManagedTerminationProtection: false,
    }),
  };
}
