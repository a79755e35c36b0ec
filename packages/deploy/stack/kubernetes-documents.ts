import { createHash, createHmac } from "node:crypto";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IJob } from "kubernetes-models/batch/v1";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { IEnvVar, ISecret, IService } from "kubernetes-models/v1";
import type { StackOrder } from "@/jobs/stack-driver";
import { COLLECTOR_PORT } from "@/packages/deploy/app";
import { IMAGE_USER } from "@/packages/deploy/image/dockerfile";
import { account } from "@/packages/deploy/targets/kubernetes/access";
import { claim } from "@/packages/deploy/targets/kubernetes/claims";
import { type Document, LABEL, named, podsOf } from "@/packages/deploy/targets/kubernetes/document";
import type { Guarded } from "@/packages/deploy/targets/kubernetes/guarded";
import { RESTRICTED } from "@/packages/deploy/targets/kubernetes/namespace";
import { ANYWHERE, OUTSIDE } from "@/packages/deploy/targets/kubernetes/network";
import {
  from,
  nothingElse,
  paths,
  pods,
  podsIn,
  to,
} from "@/packages/deploy/targets/kubernetes/network-rules";
import { podOf } from "@/packages/deploy/targets/kubernetes/pod";
import {
  POSTGRES_PORT,
  postgres,
  postgresService,
} from "@/packages/deploy/targets/kubernetes/postgres";
import { probesOf } from "@/packages/deploy/targets/kubernetes/probes";

/** What the setting STACKS says of this ground. */
export interface StackGround {
  /** The platform's namespace. */
  readonly platform: string;
  /** The image of Postgres. */
  readonly database: string;
  readonly storageClass: string | undefined;
}

/** A stack's objects, in the order in which they can stand. */
export interface StackDocuments {
  readonly namespace: Document;
  /** Accounts, paths, secrets and Postgres. */
  readonly ground: readonly Document[];
  readonly setup: IJob & Document;
  readonly processes: readonly Document[];
}

const WEB_PORT = 3000;
const HEALTH_PORT = 3001;

/** What one site needs; a thousand items and a few dozen visitors at a time. */
const SIZE = {
  web: { cpu: 500, memory: 768 },
  worker: { cpu: 250, memory: 768 },
  setup: { cpu: 500, memory: 768 },
  database: { cpu: 500, memory: 1024, disk: 10 },
  files: 20,
} as const;

/** One volume holds files and backups; web process and worker share it and so stand on one node. */
const KEPT = "/data/kept";

/** The namespace of a stack: two installations in one cluster never meet. */
export function namespaceOf({ platform }: Pick<StackGround, "platform">, name: string): string {
  if (!/^s\d{8}$/.test(name)) throw new Error(`${name} is no stack's name.`);
  return `${platform}-${name}`;
}

/** Everything that a stack consists of. */
export function stackDocuments(order: StackOrder, ground: StackGround): StackDocuments {
  const namespace = namespaceOf(ground, order.name);
  const { storageClass } = ground;
  const place = (document: Document): Document => ({
    ...document,
    metadata: { ...document.metadata, namespace },
  });
  const password = (name: string): IEnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: "database", key: name } },
  });
  const server = postgres({
    image: ground.database,
    size: SIZE.database,
    storageClass,
    env: [password("POSTGRES_PASSWORD"), password("POOLER_PASSWORD")],
    args: ["-c", "max_connections=100", "-c", "password_encryption=scram-sha-256"],
  });
  const parts = ["web", "worker", "setup", "postgres"];
  return {
    namespace: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: namespace,
        labels: {
          "app.kubernetes.io/name": "swingtag",
          [LABEL.platform]: ground.platform,
          [LABEL.stack]: order.name,
          ...RESTRICTED,
        },
      },
    },
    ground: [
      ...parts.map((part) => account(part, namespace)),
      ...networkOf(ground, namespace),
      ...secretsOf(order).map(place),
      place(claim({ storageClass }, "kept", "ReadWriteOnce", SIZE.files)),
      place(postgresService()),
      place(server),
    ],
    setup: setupOf(order, namespace),
    processes: [webService(), webOf(order), workerOf(order)].map(place),
  };
}

function secretsOf({ databasePassword, settings }: StackOrder): ISecret[] {
  const encoded = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, Buffer.from(value).toString("base64")]),
    );
  const secret = (name: string, values: Readonly<Record<string, string>>): ISecret => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: named("secrets", name),
    data: encoded(values),
  });
  return [
    secret("settings", settings),
    secret("database", {
      DATABASE_URL: `postgres://postgres:${databasePassword}@postgres:${POSTGRES_PORT}/postgres`,
      POSTGRES_PASSWORD: databasePassword,
      // The image makes a pooler's login where it is made; nobody uses it here.
      POOLER_PASSWORD: createHmac("sha256", databasePassword).update("pooler").digest("hex"),
    }),
  ];
}

function networkOf({ platform }: StackGround, namespace: string): INetworkPolicy[] {
  const database = to([pods("postgres")], POSTGRES_PORT);
  const telemetry = to([podsIn(platform, "collector")], COLLECTOR_PORT);
  const outside = to(ANYWHERE, ...OUTSIDE);
  const ours = ["web", "worker", "setup"].map(pods);
  const theirs = ["worker", "doctor"].map((part) => podsIn(platform, part));
  const asked = ["web", "worker"].map((part) => podsIn(platform, part));
  return [
    nothingElse(namespace),
    paths("web", { from: [from(asked, WEB_PORT)], to: [database, telemetry, outside] }, namespace),
    paths("worker", { to: [database, telemetry, outside] }, namespace),
    paths("setup", { to: [database, telemetry] }, namespace),
    paths("postgres", { from: [from([...ours, ...theirs], POSTGRES_PORT)] }, namespace),
  ];
}

function setupOf(order: StackOrder, namespace: string): IJob & Document {
  const { image } = order;
  const digest = digestOf(order).slice(0, 12);
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: named("setup", `setup-${digest}`, namespace),
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: 900,
      ttlSecondsAfterFinished: 3600,
      template: podOf({
        part: "setup",
        user: IMAGE_USER,
        restart: "Never",
        volumes: [{ name: "data", emptyDir: { sizeLimit: "1Gi" } }],
        containers: [
          {
            ...ofTheStack("setup", image, administers),
            args: ["setup"],
            mounts: { data: "/data" },
            ...SIZE.setup,
          },
        ],
      }),
    },
  };
}

function webOf(order: StackOrder): IDeployment {
  return process(order, {
    ...ofTheStack("web", order.image, { value: `postgres://postgres:${POSTGRES_PORT}` }, [
      { name: "PORT", value: String(WEB_PORT) },
      { name: "DRAIN_SECONDS", value: "5" },
    ]),
    args: ["web"],
    ports: [{ name: "http", containerPort: WEB_PORT }],
    probes: probesOf({ health: HEALTH, port: WEB_PORT }),
    ...SIZE.web,
  });
}

function workerOf(order: StackOrder): IDeployment {
  return process(order, {
    ...ofTheStack("worker", order.image, administers, [
      { name: "HEALTH_PORT", value: String(HEALTH_PORT) },
    ]),
    args: ["worker"],
    ports: [{ name: "http", containerPort: HEALTH_PORT }],
    probes: probesOf({ health: HEALTH, port: HEALTH_PORT }),
    ...SIZE.worker,
  });
}

const HEALTH = { alive: "/healthz", ready: "/readyz" } as const;

const administers = {
  valueFrom: { secretKeyRef: { name: "database", key: "DATABASE_URL" } },
} as const;

/** What every container of ours in a stack is told. */
function ofTheStack(
  name: string,
  image: string,
  database: Omit<IEnvVar, "name">,
  more: readonly IEnvVar[] = [],
): Pick<Guarded, "name" | "image" | "env" | "envFrom"> {
  return {
    name,
    image,
    envFrom: [{ secretRef: { name: "settings" } }],
    env: [
      { name: "DATABASE_URL", ...database },
      { name: "FILES", value: `${KEPT}/files` },
      { name: "BACKUPS", value: `${KEPT}/backups` },
      { name: "WORKER", value: "apart" },
      { name: "INSTANCE", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      ...more,
    ],
  };
}

function process(order: StackOrder, container: Guarded): IDeployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: named(container.name),
    spec: {
      replicas: 1,
      selector: { matchLabels: podsOf(container.name) },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      revisionHistoryLimit: 2,
      template: podOf({
        part: container.name,
        user: IMAGE_USER,
        together: true,
        grace: 45,
        // Another setting is another pod.
        annotations: { "swingtag/settings": digestOf(order) },
        volumes: [
          { name: "data", emptyDir: { sizeLimit: "1Gi" } },
          { name: "kept", persistentVolumeClaim: { claimName: "kept" } },
        ],
        containers: [{ ...container, mounts: { data: "/data", kept: KEPT } }],
      }),
    },
  };
}

function webService(): IService {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: named("web"),
    spec: {
      selector: podsOf("web"),
      ports: [{ name: "http", port: WEB_PORT, targetPort: WEB_PORT }],
    },
  };
}

function digestOf({ image, settings, databasePassword }: StackOrder): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([image, databasePassword, sorted]))
    .digest("hex");
}

/** Where the platform reaches a stack, by the names that the cluster gives. */
export function addressesOf(ground: StackGround, name: string) {
  const host = (part: string) => `${part}.${namespaceOf(ground, name)}.svc`;
  return {
    server: `${host("postgres")}:${POSTGRES_PORT}`,
    origin: `http://${host("web")}:${WEB_PORT}`,
  };
}
