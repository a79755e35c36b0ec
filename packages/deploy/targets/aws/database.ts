import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Port, SecurityGroup, SubnetType, type Vpc } from "aws-cdk-lib/aws-ec2";
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
  type SubnetGroup,
} from "aws-cdk-lib/aws-rds";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { Asked } from "./asked";
import { databaseClass } from "./sizes";

/** RDS keeps its own backups for 35 days at most. */
const LONGEST_BACKUPS = 35;

interface Surroundings {
  readonly vpc: Vpc;
  readonly administrator: Secret;
  /** Only members of this security group may connect to it. */
  readonly clients: SecurityGroup;
  /** Where it stands, if not in the network's own data subnets. */
  readonly outpost?: SubnetGroup;
}

/** Postgres on RDS: in two zones, encrypted, reachable from inside alone, with a copy left when it is deleted. */
export function makeDatabase(
  scope: Construct,
  { app, deployment }: Asked,
  { vpc, administrator, clients, outpost }: Surroundings,
): DatabaseInstance {
  const { version, disk, connections } = app.database;
  const engine = DatabaseInstanceEngine.postgres({
    version: PostgresEngineVersion.of(String(version), String(version)),
  });
  const group = new SecurityGroup(scope, "DatabaseAccess", {
    vpc,
    allowAllOutbound: false,
    description: "Who may speak to the database",
  });
  group.addIngressRule(clients, Port.tcp(5432), "Those who administer it, and PgBouncer");
  return new DatabaseInstance(scope, "Database", {
    engine,
    instanceType: databaseClass(app.database, outpost !== undefined),
    vpc,
    ...(outpost
      ? { subnetGroup: outpost }
      : { vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } }),
    securityGroups: [group],
    credentials: Credentials.fromSecret(administrator),
    // An Outpost is one place: its second copy would need a second Outpost.
    multiAz: outpost === undefined,
    publiclyAccessible: false,
    storageEncrypted: true,
    storageType: StorageType.GP3,
    allocatedStorage: disk,
    maxAllocatedStorage: disk * 5,
    backupRetention: Duration.days(Math.min(deployment.keepBackupsDays, LONGEST_BACKUPS)),
    copyTagsToSnapshot: true,
    deletionProtection: true,
    deleteAutomatedBackups: false,
    removalPolicy: RemovalPolicy.SNAPSHOT,
    autoMinorVersionUpgrade: true,
    enablePerformanceInsights: outpost === undefined,
    monitoringInterval: Duration.minutes(1),
    cloudwatchLogsExports: ["postgresql"],
    parameterGroup: new ParameterGroup(scope, "DatabaseParameters", {
      engine,
      parameters: {
        "rds.force_ssl": "1",
        max_connections: String(connections),
        log_min_duration_statement: "1000",
        idle_in_transaction_session_timeout: "60000",
      },
    }),
  });
}
