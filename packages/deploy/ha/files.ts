import { stringify } from "yaml";
import type { EmittedFile } from "../target";
import { balancerSettings } from "./balancer";
import type { Cluster, Machine } from "./cluster";
import { patroniSettings } from "./patroni";
import { POOLER_SQL, poolerSettings } from "./pooler";

/**
 * Every settings file of a cluster: for each machine etcd's and Patroni's, for the machine before them HAProxy's and
 * PgBouncer's. No secret stands in them.
 */
export function filesOf(cluster: Cluster): EmittedFile[] {
  return [
    ...cluster.machines.flatMap((machine) => [
      { path: `${machine.name}/etcd.yml`, content: etcdSettings(cluster, machine) },
      ...(machine.postgres
        ? [{ path: `${machine.name}/patroni.yml`, content: patroniSettings(cluster, machine) }]
        : []),
    ]),
    { path: "front/haproxy.cfg", content: balancerSettings(cluster) },
    { path: "front/pgbouncer.ini", content: poolerSettings(cluster) },
    ...(cluster.logins === "look-up" ? [{ path: "front/pooler.sql", content: POOLER_SQL }] : []),
  ];
}

function etcdSettings({ name, machines }: Cluster, machine: Machine): string {
  const { host, etcd, folder } = machine;
  const peers = machines.map((one) => `${one.name}=http://${one.host}:${one.etcd.peer}`);
  return stringify({
    name: machine.name,
    "data-dir": `${folder}/etcd`,
    "listen-client-urls": `http://${host}:${etcd.client}`,
    "advertise-client-urls": `http://${host}:${etcd.client}`,
    "listen-peer-urls": `http://${host}:${etcd.peer}`,
    "initial-advertise-peer-urls": `http://${host}:${etcd.peer}`,
    "initial-cluster": peers.join(","),
    "initial-cluster-token": name,
    "initial-cluster-state": "new",
    "auto-compaction-retention": "1",
    "enable-v2": true,
    logger: "zap",
    "log-level": "warn",
  });
}
