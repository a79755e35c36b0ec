import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Deployment } from "@/packages/deploy/settings";

/** Which of the requests to the bucket of backups are counted: all. */
export const BACKUPS_METRIC = "backups";

export interface Buckets {
  readonly files: Bucket;
  readonly backups: Bucket;
  /** Who asked for what: of the buckets, the load balancer and CloudFront. */
  readonly access: Bucket;
}

/** What is stored outlives the stack: each bucket stays until somebody empties and deletes it. */
export function makeBuckets(scope: Construct, deployment: Deployment): Buckets {
  const access = bucket(scope, "Access", {
    lifecycleRules: [{ id: "expire", expiration: Duration.days(deployment.keepLogsDays) }],
    // CloudFront writes its logs with an access control list.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
  });
  const kept = { serverAccessLogsBucket: access, versioned: true };
  return {
    access,
    files: bucket(scope, "Files", {
      ...kept,
      serverAccessLogsPrefix: "files/",
      lifecycleRules: [...forgotten(30)],
    }),
    // The app deletes its own backups in time; what a mistake or an attacker deletes can be brought back.
    backups: bucket(scope, "Backups", {
      ...kept,
      serverAccessLogsPrefix: "backups/",
      metrics: [{ id: BACKUPS_METRIC }],
      lifecycleRules: [...forgotten(deployment.keepBackupsDays)],
    }),
  };
}

function forgotten(days: number): LifecycleRule[] {
  return [
    { id: "unfinished", abortIncompleteMultipartUploadAfter: Duration.days(2) },
    { id: "deleted", noncurrentVersionExpiration: Duration.days(days) },
  ];
}

function bucket(scope: Construct, id: string, props: BucketProps): Bucket {
  return new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
  });
}
