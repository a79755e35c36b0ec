import { Duration } from "aws-cdk-lib";
import { Port, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Repository } from "aws-cdk-lib/aws-ecr";
import {
  Compatibility,
  ContainerImage,
  Secret as EcsSecret,
  LogDrivers,
  NetworkMode,
  TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { type Base, POOLER } from "./base";
import { makeLogs } from "./logs";
import { POOLER_IMAGE } from "./pooler-image";
import { CERTIFICATES, prepare } from "./preparation";
import { makeService, type Service } from "./service";
import { ARCHITECTURE } from "./sizes";

export interface Pooler {
  readonly service: Service;
  /** Lets somebody speak to it. */
  admit(group: SecurityGroup, who: string): void;
}

/**
 * PgBouncer in transaction mode before the database, as a service of its own: what web processes or functions hold
 * open does not grow with how many of them there are. RDS Proxy would hold a connection for each of them instead,
 * because it pins a session that sets anything, and every transaction of ours begins with that.
 */
export function makePooler(scope: Construct, base: Base): Pooler {
  const task = new TaskDefinition(scope, "PoolerTask", {
    compatibility: base.outpost ? Compatibility.EC2 : Compatibility.FARGATE,
    networkMode: NetworkMode.AWS_VPC,
    cpu: "256",
    memoryMiB: "512",
    ...(base.outpost ? {} : { runtimePlatform: { cpuArchitecture: ARCHITECTURE.task } }),
    volumes: [{ name: "tmp" }],
  });
  const logGroup = makeLogs(scope, "PoolerLogs", base.asked.deployment);
  const images = Repository.fromRepositoryName(scope, "PoolerImages", POOLER_IMAGE);
  const container = task.addContainer("main", {
    containerName: "pooler",
    image: ContainerImage.fromEcrRepository(images, base.asked.app.version),
    environment: {
      DATABASE_HOST: base.database.dbInstanceEndpointAddress,
      CERTIFICATES,
    },
    secrets: { POOLER_PASSWORD: EcsSecret.fromSecretsManager(base.poolerPassword) },
    readonlyRootFilesystem: true,
    // It lets clients finish, which hang up after a minute without work.
    stopTimeout: Duration.seconds(120),
    portMappings: [{ containerPort: POOLER_PORT }],
    healthCheck: {
      command: ["CMD", "bash", "-c", `exec 3<>/dev/tcp/127.0.0.1/${POOLER_PORT}`],
      interval: Duration.seconds(10),
      retries: 3,
      startPeriod: Duration.seconds(15),
    },
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: "pooler" }),
  });
  prepare(task, container, { base, logGroup, folders: ["tmp"], direct: true });
  const access = new SecurityGroup(scope, "PoolerAccess", {
    vpc: base.vpc,
    description: "Who may speak to PgBouncer",
  });
  const service = makeService(scope, "Pooler", {
    base,
    task,
    groups: [access, base.databaseClients],
    replicas: { least: 2, most: 2 },
    name: POOLER,
  });
  return {
    service,
    admit: (group, who) => access.addIngressRule(group, Port.tcp(POOLER_PORT), who),
  };
}
