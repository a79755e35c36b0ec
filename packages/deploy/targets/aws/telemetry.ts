import { Aws } from "aws-cdk-lib";
import { ContainerImage, LogDrivers, type TaskDefinition } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";

/** Amazon's build of the OpenTelemetry collector. */
const IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3";

/**
 * Passes on what a process pushes by OTLP: traces to X-Ray, metrics and logs to CloudWatch. Its own task speaks to
 * it and nobody else, and a process whose collector has stopped goes on.
 */
export function addTelemetry(task: TaskDefinition, logGroup: ILogGroup, part: string): void {
  task.addContainer("telemetry", {
    image: ContainerImage.fromRegistry(IMAGE),
    essential: false,
    memoryReservationMiB: 64,
    readonlyRootFilesystem: true,
    environment: { AOT_CONFIG_CONTENT: JSON.stringify(configuration(logGroup, part)) },
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: `collector-${part}` }),
  });
  logGroup.grantWrite(task.taskRole);
  task.addToTaskRolePolicy(
    new PolicyStatement({
      actions: ["logs:DescribeLogStreams"],
      resources: [logGroup.logGroupArn],
    }),
  );
  task.addToTaskRolePolicy(
    new PolicyStatement({
      actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      resources: ["*"],
    }),
  );
}

function configuration(logGroup: ILogGroup, part: string) {
  const place = { region: Aws.REGION, log_group_name: logGroup.logGroupName };
  const pipeline = (exporter: string) => ({
    receivers: ["otlp"],
    processors: ["memory_limiter", "batch"],
    exporters: [exporter],
  });
  return {
    receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } } },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: 100 },
      batch: { timeout: "1s" },
    },
    exporters: {
      awsxray: { region: Aws.REGION },
      awsemf: { ...place, log_stream_name: `metrics-${part}`, namespace: "Swingtag" },
      awscloudwatchlogs: { ...place, log_stream_name: `logs-${part}` },
    },
    service: {
      pipelines: {
        traces: pipeline("awsxray"),
        metrics: pipeline("awsemf"),
        logs: pipeline("awscloudwatchlogs"),
      },
    },
  };
}
