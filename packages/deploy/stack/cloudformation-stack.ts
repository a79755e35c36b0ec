import {
  Aws,
  BootstraplessSynthesizer,
  CfnOutput,
  CfnParameter,
  type CfnResource,
  Fn,
  RemovalPolicy,
  Stack,
} from "aws-cdk-lib";
import { CfnSecurityGroup } from "aws-cdk-lib/aws-ec2";
import { CfnService } from "aws-cdk-lib/aws-ecs";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnDBInstance, CfnDBParameterGroup, CfnDBSubnetGroup } from "aws-cdk-lib/aws-rds";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnService as CfnName } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";
import type { App } from "@/packages/deploy/description";
import { type Parameters, parameters } from "./cloudformation-parameters";
import { defineTasks } from "./cloudformation-tasks";

/** Under what a stack's names begin, which no other resource of the account does. */
const PREFIX = "swingtag";

/** One tenant's own installation, inside the platform's network: its Postgres, bucket, worker and web processes. */
export class TenantStack extends Stack {
  constructor(scope: Construct, app: App) {
    super(scope, "tenant", {
      synthesizer: new BootstraplessSynthesizer(),
      description: "Swingtag: a stack of one tenant's own.",
    });
    const given = this.parameters();
    const bucket = this.bucket(given);
    const group = this.group(given, app);
    const database = this.database(given, app, group);
    const secrets = this.secrets(given, database);
    const logs = new CfnLogGroup(this, "Logs", { retentionInDays: 30 });
    const tasks = defineTasks(this, { app, given, bucket, database, secrets, logs });
    const service = (id: string, task: CfnResource, count: CfnParameter | number) =>
      new CfnService(this, id, {
        cluster: given.cluster.valueAsString,
        taskDefinition: task.ref,
        desiredCount: typeof count === "number" ? count : count.valueAsNumber,
        launchType: "FARGATE",
        propagateTags: "SERVICE",
        enableEcsManagedTags: true,
        deploymentConfiguration: {
          minimumHealthyPercent: 100,
          maximumPercent: 200,
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: given.subnets.valueAsList,
            securityGroups: [group.attrGroupId],
            assignPublicIp: "DISABLED",
          },
        },
      });
    // The worker's task runs setup to its end first, and CloudFormation waits until it stays up.
    const worker = service("Worker", tasks.worker, 1);
    const web = service("Web", tasks.web, given.webCount);
    web.addResourceDependency(worker);
    const name = new CfnName(this, "Name", {
      name: given.name.valueAsString,
      namespaceId: given.namespace.valueAsString,
      dnsConfig: { dnsRecords: [{ type: "A", ttl: 10 }], routingPolicy: "MULTIVALUE" },
      healthCheckCustomConfig: { failureThreshold: 1 },
    });
    web.serviceRegistries = [{ registryArn: name.attrArn }];
    const port = app.processes.web.port ?? 3000;
    const outputs = {
      Origin: Fn.join("", [
        "http://",
        given.name.valueAsString,
        ".",
        given.names.valueAsString,
        `:${port}`,
      ]),
      Server: Fn.join("", [
        database.attrEndpointAddress,
        ":",
        database.attrEndpointPort,
        "?sslmode=require",
      ]),
      FilesBucket: bucket.ref,
    };
    for (const [id, value] of Object.entries(outputs)) new CfnOutput(this, id, { value });
  }

  private parameters(): Parameters {
    return parameters((id, props) => new CfnParameter(this, id, props));
  }

  private bucket({ name }: Parameters): CfnBucket {
    const bucket = new CfnBucket(this, "Bucket", {
      bucketName: Fn.join("-", [PREFIX, name.valueAsString, Aws.ACCOUNT_ID, Aws.REGION]),
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          { serverSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
        ],
      },
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
      lifecycleConfiguration: {
        rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 2 } }],
      },
    });
    new CfnBucketPolicy(this, "BucketPolicy", {
      bucket: bucket.ref,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: "s3:*",
            Resource: [bucket.attrArn, Fn.join("", [bucket.attrArn, "/*"])],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      },
    });
    return bucket;
  }

  /** The platform passes requests on and looks after the database; both come from inside the network. */
  private group({ network, range }: Parameters, app: App): CfnSecurityGroup {
    const from = (port: number, description: string) => ({
      ipProtocol: "tcp",
      cidrIp: range.valueAsString,
      fromPort: port,
      toPort: port,
      description,
    });
    return new CfnSecurityGroup(this, "Access", {
      vpcId: network.valueAsString,
      groupDescription: "Who may speak to this stack",
      securityGroupIngress: [
        from(app.processes.web.port ?? 3000, "The platform passes requests on"),
        from(5432, "Its own processes and the platform's worker"),
      ],
      securityGroupEgress: [{ ipProtocol: "-1", cidrIp: "0.0.0.0/0", description: "Anywhere" }],
    });
  }

  private database(given: Parameters, app: App, group: CfnSecurityGroup): CfnDBInstance {
    const family = `postgres${app.database.version}`;
    const database = new CfnDBInstance(this, "Database", {
      engine: "postgres",
      port: "5432",
      engineVersion: String(app.database.version),
      dbInstanceClass: given.databaseClass.valueAsString,
      allocatedStorage: given.disk.valueAsString,
      maxAllocatedStorage: 1000,
      storageType: "gp3",
      storageEncrypted: true,
      multiAz: given.multiAz.value,
      publiclyAccessible: false,
      backupRetentionPeriod: 7,
      deleteAutomatedBackups: true,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      masterUsername: "postgres",
      masterUserPassword: given.databasePassword.valueAsString,
      vpcSecurityGroups: [group.attrGroupId],
      dbSubnetGroupName: new CfnDBSubnetGroup(this, "DatabasePlaces", {
        dbSubnetGroupDescription: "The platform's network",
        subnetIds: given.subnets.valueAsList,
      }).ref,
      dbParameterGroupName: new CfnDBParameterGroup(this, "DatabaseParameters", {
        family,
        description: "The platform looks after it from inside the network",
        parameters: { "rds.force_ssl": "1", log_min_duration_statement: "1000" },
      }).ref,
    });
    // Where nothing is said, CloudFormation keeps a snapshot of what was to be removed.
    database.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return database;
  }

  private secrets(given: Parameters, database: CfnDBInstance) {
    const settings = new CfnSecret(this, "Settings", {
      description: "Settings of the stack's processes, as JSON.",
      secretString: given.settings.valueAsString,
    });
    const address = new CfnSecret(this, "DatabaseUrl", {
      description: "DATABASE_URL of the stack's worker: the administrator's address.",
      secretString: Fn.join("", [
        "postgres://postgres:",
        given.databasePassword.valueAsString,
        "@",
        database.attrEndpointAddress,
        ":5432/postgres?sslmode=verify-full",
      ]),
    });
    return { settings, address };
  }
}
