import { describeApp } from "@/packages/deploy/app";
import type { App, JobName, ProcessName } from "@/packages/deploy/description";
import { environmentOf, type Ground, isTrial, type Value } from "@/packages/deploy/environment";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { type Deployment, WrongSetting } from "@/packages/deploy/settings";
import { DATABASE_LOGS } from "./database";
import { TURNS_AWAY_WITHIN } from "./proxy";

type Part = ProcessName | JobName;

/** What a container is told: plain settings stand in the compose file, secrets in a file of this machine. */
export interface Told {
  readonly plain: Readonly<Record<string, string>>;
  /** Names of settings that stand in the part's file of secrets. */
  readonly secret: readonly string[];
}

/** The address of the proxy in its network: the only one whose forwarded headers count. */
export function proxyAddress({ proxyNetwork }: Deployment): string {
  return proxyNetwork.replace(/\.0\/24$/, ".2");
}

/** The environment of a process or job in compose. */
export function environmentIn(app: App, deployment: Deployment, part: Part): Told {
  const environment = environmentOf(app, deployment, groundOf(deployment, part), part);
  const plain = Object.fromEntries(
    [...environment].flatMap(([name, value]) =>
      value.kind === "plain" ? [[name, value.value]] : [],
    ),
  );
  const secret = [...environment].filter(([, value]) => isSecret(value)).map(([name]) => name);
  if (deployment.files === "volume") return { plain, secret };
  return {
    plain: {
      ...plain,
      AWS_REGION: deployment.region ?? "us-east-1",
      ...(deployment.bucketEndpoint ? { AWS_ENDPOINT_URL: deployment.bucketEndpoint } : {}),
    },
    secret: part === "collector" ? secret : [...secret, ...BUCKET_SECRETS],
  };
}

/** What opens the bucket. */
export const BUCKET_SECRETS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

/** Everything that runs our own image. */
export const PARTS: readonly Part[] = ["web", "worker", "collector", "setup"];

/** Whether the containers must reach beyond this machine: for mail, and for a bucket. */
export function reachesOut(app: App, deployment: Deployment): boolean {
  return !isTrial(app) || deployment.files === "bucket";
}

function groundOf(deployment: Deployment, part: Part): Ground {
  const { files, bucket, httpsPort, project } = deployment;
  if (files === "bucket" && !bucket)
    throw new WrongSetting(
      "bucket is missing: name the bucket that the photos go to, or set files=volume.",
    );
  const store = files === "bucket" ? `s3://${bucket}` : "/data";
  return {
    database: { url: `postgres://pgbouncer:${POOLER_PORT}`, pooler: "transaction" },
    files: `${store}/files`,
    backups: `${store}/backups`,
    telemetry: "http://collector:4318",
    proxies: [proxyAddress(deployment)],
    publicPort: httpsPort === 443 ? undefined : httpsPort,
    drainSeconds: TURNS_AWAY_WITHIN,
    extra: {
      ...(part === "collector" ? { DATABASE_LOGS } : {}),
      ...(part === "worker" && deployment.stacks
        ? {
            STACKS: `compose://${ENGINE_SOCKET}?network=${project}_inside&image=${describeApp(deployment).image}`,
          }
        : {}),
    },
  };
}

/** Where the engine listens, for the worker that makes stacks. */
export const ENGINE_SOCKET = "/var/run/docker.sock";

function isSecret(value: Value): boolean {
  return value.kind === "secret";
}
