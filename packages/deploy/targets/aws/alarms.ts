import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { alarm } from "./alarm";
import type { Base } from "./base";
import { BACKUPS_METRIC } from "./buckets";
import type { Service } from "./service";
import type { Worker } from "./worker";

/** What is watched of the database, the worker and the backups on both targets. */
export function watchBase(scope: Construct, base: Base, worker: Worker): void {
  const { database, asked } = base;
  const { disk, connections } = asked.app.database;
  const minute = { period: Duration.minutes(1) };
  alarm(scope, base, "DatabaseStorage", {
    metric: database.metricFreeStorageSpace({ period: Duration.minutes(5) }),
    limit: disk * 0.15 * 1024 ** 3,
    below: true,
    periods: 2,
    says: "The database's disk is nearly full, and it may not have grown by itself yet.",
  });
  alarm(scope, base, "DatabaseProcessor", {
    metric: database.metricCPUUtilization(minute),
    limit: 85,
    periods: 10,
    says: "The database has been at its processors' limit for ten minutes.",
  });
  alarm(scope, base, "DatabaseConnections", {
    metric: database.metricDatabaseConnections(minute),
    limit: connections * 0.8,
    says: "Four fifths of the database's connections are taken.",
  });
  alarm(scope, base, "WorkerGone", {
    metric: runningTasks(base, worker.service),
    limit: 1,
    below: true,
    silence: true,
    says: "No worker runs: jobs wait, and no site is backed up.",
  });
  alarm(scope, base, "BackupsMissing", {
    metric: backupsMade(base),
    limit: 1,
    below: true,
    periods: 1,
    silence: true,
    says: "No site was backed up for a day.",
  });
}

/** What is watched of a service that scales. */
export function watchProcessor(scope: Construct, base: Base, name: string, service: Service): void {
  alarm(scope, base, `${name}Processor`, {
    metric: service.metricCpuUtilization({ period: Duration.minutes(1) }),
    limit: 85,
    periods: 10,
    says: `${name} has been at its processors' limit for ten minutes, although it scales.`,
  });
}

function runningTasks(base: Base, service: Service): Metric {
  return new Metric({
    namespace: "ECS/ContainerInsights",
    metricName: "RunningTaskCount",
    dimensionsMap: { ClusterName: base.cluster.clusterName, ServiceName: service.serviceName },
    statistic: "Minimum",
    period: Duration.minutes(1),
  });
}

/** Counts the bucket's own requests, so that backups are counted only if they were really stored. */
function backupsMade(base: Base): Metric {
  return new Metric({
    namespace: "AWS/S3",
    metricName: "PutRequests",
    dimensionsMap: { BucketName: base.buckets.backups.bucketName, FilterId: BACKUPS_METRIC },
    statistic: "Sum",
    period: Duration.days(1),
  });
}
