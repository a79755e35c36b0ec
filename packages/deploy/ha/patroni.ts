import { stringify } from "yaml";
import type { Cluster, Machine } from "./cluster";

/** What Patroni is started with on one machine, as YAML. */
export function patroniSettings(cluster: Cluster, machine: Machine): string {
  const { name, machines, programs, connections, pace, watchdog } = cluster;
  const { host, folder, postgres } = machine;
  return stringify({
    scope: name,
    name: machine.name,
    restapi: { listen: `${host}:${postgres?.rest}`, connect_address: `${host}:${postgres?.rest}` },
    // Version 2 of etcd's protocol: with it, a primary renews its lease only if it still holds it. Over version
    // 3, Patroni before 3.0.3 takes the lease in any case (patroni/patroni#2689), so a machine that hung and
    // wakes up would replace the new primary, without the new one's writes.
    etcd: { hosts: machines.map((one) => `${one.host}:${one.etcd.client}`) },
    bootstrap: {
      dcs: {
        ttl: pace.ttl,
        loop_wait: pace.look,
        retry_timeout: pace.patience,
        maximum_lag_on_failover: 1_048_576,
        // A write is confirmed only when a second machine has it, and only such a machine is made primary.
        synchronous_mode: true,
        postgresql: {
          use_pg_rewind: true,
          use_slots: true,
          parameters: {
            max_connections: connections,
            wal_level: "replica",
            wal_keep_size: "1GB",
            max_wal_senders: 10,
            max_replication_slots: 10,
            synchronous_commit: "on",
            password_encryption: "scram-sha-256",
            timezone: "UTC",
          },
        },
      },
      initdb: [{ encoding: "UTF8" }, { locale: "C.UTF-8" }, "data-checksums"],
    },
    postgresql: {
      listen: `${host}:${postgres?.port}`,
      connect_address: `${host}:${postgres?.port}`,
      data_dir: `${folder}/data`,
      bin_dir: programs,
      pgpass: `${folder}/pgpass`,
      parameters: { unix_socket_directories: folder },
      pg_hba: [
        "local all postgres peer",
        ...[...new Set(machines.map((one) => one.host))].map(
          (address) => `host replication replicator ${address}/32 scram-sha-256`,
        ),
        "host all all 0.0.0.0/0 scram-sha-256",
      ],
    },
    watchdog: { mode: watchdog },
  });
}
