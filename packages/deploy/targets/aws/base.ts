import { CfnOutput, type Environment, Stack } from "aws-cdk-lib";
import { SecurityGroup, type SubnetSelection, SubnetType, type Vpc } from "aws-cdk-lib/aws-ec2";
import { Cluster, ContainerInsights } from "aws-cdk-lib/aws-ecs";
import type { Role } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { DatabaseInstance } from "aws-cdk-lib/aws-rds";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import type { Asked } from "./asked";
import { type Buckets, makeBuckets } from "./buckets";
import { makeDatabase } from "./database";
import { makeLogs } from "./logs";
import { makeNetwork } from "./network";
import { makeOutpost, type Outpost } from "./outpost";
import {
  makeAdministrator,
  makeDatabaseUrl,
  makeInstallationSecret,
  makePoolerPassword,
  makeSmtpUrl,
  type Secrets,
} from "./secrets";
import { makeStackMaker } from "./stack-maker";
import { defineTask } from "./tasks";
import { makeTopic } from "./topic";

/** Names that only the network itself can look up. */
const NAMESPACE = "swingtag.internal";

/** The name of PgBouncer in it. */
export const POOLER = "pooler";

/**
 * What stands before any version of the app runs: network, database, stores, secrets, and the setup that `up`
 * runs to its end before it touches the services, which are a stack of their own.
 */
export class Base extends Stack {
  readonly asked: Asked;
  readonly vpc: Vpc;
  readonly cluster: Cluster;
  readonly database: DatabaseInstance;
  /** Members of this security group may connect to the database. */
  readonly databaseClients: SecurityGroup;
  readonly buckets: Buckets;
  readonly secrets: Secrets;
  readonly poolerPassword: Secret;
  readonly namespace: PrivateDnsNamespace;
  readonly topic: Topic;
  readonly outpost: Outpost | null;
  /** Where everything that processes push by OTLP is kept. */
  readonly telemetry: LogGroup;
  /** What makes the stacks of single tenants, where the deployment allows them. */
  readonly stackMaker: Role | null;

  constructor(scope: Construct, asked: Asked, env: Environment) {
    super(scope, `${asked.prefix}-base`, {
      env,
      description: "Swingtag: network, database, stores and secrets.",
      terminationProtection: true,
    });
    this.asked = asked;
    this.vpc = makeNetwork(this, asked.deployment);
    this.outpost = asked.deployment.outpost
      ? makeOutpost(this, this.vpc, asked.deployment.outpost)
      : null;
    this.cluster = new Cluster(this, "Cluster", {
      vpc: this.vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    if (this.outpost) this.cluster.addAsgCapacityProvider(this.outpost.capacity);
    this.buckets = makeBuckets(this, asked.deployment);
    this.databaseClients = new SecurityGroup(this, "DatabaseClients", {
      vpc: this.vpc,
      description: "Those who may speak to the database",
    });
    const administrator = makeAdministrator(this);
    this.database = makeDatabase(this, asked, {
      vpc: this.vpc,
      administrator,
      clients: this.databaseClients,
      ...(this.outpost ? { outpost: this.outpost.databasePlaces } : {}),
    });
    this.secrets = {
      secret: makeInstallationSecret(this),
      "database-url": makeDatabaseUrl(this, administrator, this.database),
      "smtp-url": makeSmtpUrl(this),
    };
    this.poolerPassword = makePoolerPassword(this);
    this.namespace = new PrivateDnsNamespace(this, "Names", { vpc: this.vpc, name: NAMESPACE });
    this.topic = makeTopic(this, asked.deployment.alarmsTo);
    this.telemetry = makeLogs(this, "Telemetry", asked.deployment);
    this.stackMaker = asked.deployment.stacks ? makeStackMaker(this) : null;
    this.setup();
  }

  /** Where tasks run: without an address of their own in the internet. */
  get subnets(): SubnetSelection {
    return this.outpost?.subnets ?? { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  }

  /** Where web processes reach Postgres. The password is derived, so the address holds none. */
  get poolerUrl(): string {
    return `postgres://${POOLER}.${NAMESPACE}:${POOLER_PORT}?sslmode=require`;
  }

  private setup(): void {
    const { task, groups } = defineTask(this, "Setup", { base: this, part: "setup" });
    const subnets = this.vpc.selectSubnets(this.subnets).subnetIds;
    const outputs = {
      ClusterName: this.cluster.clusterName,
      RunTask: task.taskDefinitionArn,
      RunAccess: groups.map(({ securityGroupId }) => securityGroupId).join(","),
      RunSubnets: subnets.join(","),
      SmtpSecret: this.secrets["smtp-url"].secretArn,
      FilesBucket: this.buckets.files.bucketName,
      BackupsBucket: this.buckets.backups.bucketName,
      AccessBucket: this.buckets.access.bucketName,
      DatabaseName: this.database.instanceIdentifier,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
