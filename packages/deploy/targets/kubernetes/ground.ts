import type { IEnvVar } from "kubernetes-models/v1";
import type { App, JobName, ProcessName } from "@/packages/deploy/description";
import { environmentOf, type Ground, type SecretName } from "@/packages/deploy/environment";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { type Deployment, WrongSetting } from "@/packages/deploy/settings";
import { NAMESPACE } from "./document";

type Part = ProcessName | JobName;

export interface Placed {
  readonly app: App;
  readonly deployment: Deployment;
}

/** The Secret of the cluster that `up` makes once; these are its keys. */
export const SECRETS = "swingtag-secrets";

/** The Secret with a bucket's AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, where pods have no identity of their own. */
export const BUCKET_SECRETS = "swingtag-bucket";

/** What `swingtag-secrets` holds beside the secrets that every ground has. */
export const OWN_SECRETS = {
  postgres: "postgres-password",
  pooler: "pooler-password",
  /** Where an outside database listens, without anybody's login. */
  address: "database-address",
} as const;

/** Until then an ingress has noticed that a pod leaves, in seconds. */
const TURNS_AWAY_WITHIN = 10;

/**
 * Where requests may come from: the ingress controller's pod, whose address nobody knows beforehand. The network
 * policies let no other pod reach a web process.
 */
const PRIVATE_NETWORKS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** Whether Postgres runs in the cluster. One pod is no home for a thousand tenants; docs/decisions/kubernetes.md. */
export function bringsDatabase({ size }: Deployment): boolean {
  return size === "small";
}

/** The image of Postgres and PgBouncer, built from the emitted `database` folder. */
export function databaseImageOf({ app, deployment }: Placed): string {
  return `${deployment.image}-database:${app.version}`;
}

/** The bucket of files and backups, or null where volumes hold them. @throws WrongSetting where it has no name */
export function bucketOf({ files, bucket }: Deployment): string | null {
  if (files === "volume") return null;
  if (!bucket)
    throw new WrongSetting(
      "bucket is missing: name the bucket that photos go to with bucket=NAME, or set files=volume.",
    );
  return bucket;
}

/** The environment of one of our processes or jobs in the cluster. */
export function environmentIn({ app, deployment }: Placed, part: Part): IEnvVar[] {
  const given = [...environmentOf(app, deployment, groundOf({ app, deployment }, part), part)];
  const variables = given.map(([name, value]): IEnvVar => {
    if (value.kind === "secret") return { name, valueFrom: secretRef(value.secret) };
    const outside = name === "DATABASE_URL" && !bringsDatabase(deployment);
    return outside
      ? { name, valueFrom: secretRef(OWN_SECRETS.address) }
      : { name, value: value.value };
  });
  const instance = { name: "INSTANCE", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } };
  if (bucketOf(deployment) === null) return [...variables, instance];
  const { region = "us-east-1", bucketEndpoint } = deployment;
  return [
    ...variables,
    instance,
    { name: "AWS_REGION", value: region },
    ...(bucketEndpoint ? [{ name: "AWS_ENDPOINT_URL", value: bucketEndpoint }] : []),
  ];
}

/** One key of `swingtag-secrets`. */
export function secretRef(key: SecretName | (typeof OWN_SECRETS)[keyof typeof OWN_SECRETS]) {
  return { secretKeyRef: { name: SECRETS, key } };
}

function groundOf(placed: Placed, part: Part): Ground {
  const { app, deployment } = placed;
  const bucket = bucketOf(deployment);
  const within = bringsDatabase(deployment);
  const { least, most } = app.processes.web.replicas;
  // Nine tenths of what the server takes, for all web processes at once and one more during a roll-out.
  const share = Math.floor((app.database.connections * 0.9) / (Math.max(least, most) + 1));
  return {
    database: within
      ? { url: `postgres://pgbouncer:${POOLER_PORT}`, pooler: "transaction" }
      : { url: "postgres://outside", pooler: "none" },
    files: bucket ? `s3://${bucket}/files` : `${MOUNTS.files}/sites`,
    backups: bucket ? `s3://${bucket}/backups` : `${MOUNTS.backups}/sites`,
    // With its namespace, because stacks in other namespaces are told the same address.
    telemetry: `http://collector.${NAMESPACE}.svc:${app.processes.collector.port}`,
    proxies: PRIVATE_NETWORKS,
    drainSeconds: TURNS_AWAY_WITHIN,
    extra: {
      ...(within || part !== "web"
        ? {}
        : { DATABASE_CONNECTIONS_TOTAL: String(Math.min(60, share)) }),
      ...(part === "worker" && deployment.stacks ? { STACKS: stacksOf(placed) } : {}),
    },
  };
}

/** Where volumes are mounted; each store lies in a folder of its own below. */
export const MOUNTS = { files: "/data/files", backups: "/data/backups" } as const;

function stacksOf(placed: Placed): string {
  const asked = new URLSearchParams({
    image: placed.app.image,
    database: databaseImageOf(placed),
    ...(placed.deployment.storageClass ? { storageClass: placed.deployment.storageClass } : {}),
  });
  return `kubernetes://cluster?${asked}`;
}

/** How long a web process may need from SIGTERM to its end: turning away, then what it has begun. */
export function graceOf(drain: number): number {
  return TURNS_AWAY_WITHIN + drain + 5;
}
