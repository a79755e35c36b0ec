import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { LABEL, NAMESPACE } from "./document";
import { bringsDatabase, type Placed } from "./ground";
import { from, nothingElse, type Peer, paths, pods, to } from "./network-rules";
import { POSTGRES_PORT } from "./postgres";

/** Every path there is, one by one; what is not here does not pass. */
export function networkDocuments(placed: Placed): readonly INetworkPolicy[] {
  const { app, deployment } = placed;
  const web = app.processes.web.port ?? 0;
  const collector = app.processes.collector.port ?? 0;
  const within = bringsDatabase(deployment);
  const database = to(within ? [pods("postgres")] : ANYWHERE, POSTGRES_PORT);
  const telemetry = to([pods("collector")], collector);
  const stacks = deployment.stacks ? [STACKS] : [];
  const toStacks = (...ports: number[]) => stacks.map((peer) => to([peer], ...ports));
  const outside = to(ANYWHERE, ...OUTSIDE, ...bucketPort(deployment));
  const cluster = to(ANYWHERE, 443, 6443);
  return [
    nothingElse(NAMESPACE),
    paths("web", {
      from: [from([ingressOf(placed)], web)],
      to: [
        within ? to([pods("pgbouncer")], POOLER_PORT) : database,
        ...toStacks(web),
        telemetry,
        outside,
      ],
    }),
    paths("worker", {
      to: [
        database,
        ...toStacks(web, POSTGRES_PORT),
        ...(deployment.stacks ? [cluster] : []),
        telemetry,
        outside,
      ],
    }),
    paths("collector", {
      from: [from([...["web", "worker", "setup", "doctor"].map(pods), ...stacks], collector)],
    }),
    paths("setup", { to: [database, telemetry, cluster, outside] }),
    paths("backup", { to: [database] }),
    paths("doctor", { to: [database, ...toStacks(POSTGRES_PORT), telemetry, outside] }),
    ...(within ? [poolerPaths(), postgresPaths()] : []),
  ];
}

function poolerPaths(): INetworkPolicy {
  const open = { from: [from([pods("web")], POOLER_PORT)] };
  return paths("pgbouncer", { ...open, to: [to([pods("postgres")], POSTGRES_PORT)] });
}

function postgresPaths(): INetworkPolicy {
  const who = ["pgbouncer", "worker", "setup", "backup", "doctor"];
  return paths("postgres", { from: [from(who.map(pods), POSTGRES_PORT)] });
}

/** Mail, and what speaks https. */
export const OUTSIDE = [25, 443, 465, 587, 2525] as const;

/** Everywhere but where a cloud tells a machine who it is. */
export const ANYWHERE: readonly Peer[] = [
  { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } },
  { ipBlock: { cidr: "::/0", except: ["fe80::/10", "fd00:ec2::254/128"] } },
];

/** The namespaces of this installation's stacks. */
const STACKS: Peer = { namespaceSelector: { matchLabels: { [LABEL.platform]: NAMESPACE } } };

function ingressOf({ deployment }: Placed): Peer {
  const name = INGRESS_NAMESPACES[deployment.ingressClass] ?? deployment.ingressClass;
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/** Where the usual ingress controllers live; another one is expected in a namespace of its class's name. */
const INGRESS_NAMESPACES: Readonly<Record<string, string>> = {
  nginx: "ingress-nginx",
  haproxy: "haproxy-controller",
  contour: "projectcontour",
};

function bucketPort({ files, bucketEndpoint }: Placed["deployment"]): number[] {
  if (files !== "bucket" || !bucketEndpoint) return [];
  const { port, protocol } = new URL(bucketEndpoint);
  return [Number(port) || (protocol === "http:" ? 80 : 443)].filter((one) => one !== 443);
}
