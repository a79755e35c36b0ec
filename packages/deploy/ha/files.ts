import { stringify } from "yaml";
import type { EmittedFile } from "../target";
import { type Cluster, type Machine, POOLER_ROLE } from "./cluster";

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

function patroniSettings(cluster: Cluster, machine: Machine): string {
  const { name, machines, programs, connections, pace, watchdog } = cluster;
  const { host, folder, postgres } = machine;
  return stringify({
    scope: name,
    name: machine.name,
    restapi: { listen: `${host}:${postgres?.rest}`, connect_address: `${host}:${postgres?.rest}` },
    // Version 2 of etcd's protocol: there a primary prolongs its time only where it still has it. Over version 3,
    // Patroni before 3.0.3 takes it unasked (patroni/patroni#2689), and a machine that hung and wakes up again would
    // be primary in the new one's place, without its writes.
    etcd: { hosts: machines.map((one) => `${one.host}:${one.etcd.client}`) },
    bootstrap: {
      dcs: {
        ttl: pace.ttl,
        loop_wait: pace.look,
        retry_timeout: pace.patience,
        maximum_lag_on_failover: 1_048_576,
        // A write is confirmed when a second machine has it, and nobody else is ever made primary.
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

/** One address that is always the primary's: Patroni's REST says which node that is. */
function balancerSettings({ machines, balancer, connections }: Cluster): string {
  const servers = machines.flatMap(({ name, host, postgres }) =>
    postgres ? [`  server ${name} ${host}:${postgres.port} check port ${postgres.rest}`] : [],
  );
  return `global
  maxconn ${connections * 2}

defaults
  mode tcp
  timeout connect 2s
  timeout check 2s
  timeout client 24h
  timeout server 24h

listen primary
  bind ${balancer.host}:${balancer.port}
  option tcpka
  option httpchk OPTIONS /primary
  http-check expect status 200
  # Sessions of a primary that is none any more would wait for its machine for ever.
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join("\n")}
`;
}

/** Run once on the primary: psql -v password=… -f pooler.sql. It tells nothing of a role that has powers. */
const POOLER_SQL = `create role ${POOLER_ROLE} login password :'password' connection limit 20;
grant connect on database postgres to ${POOLER_ROLE};
create schema pooler;
create function pooler.look_up(name text) returns table (login text, secret text)
  language sql stable security definer set search_path = ''
as $$
  select rolname::text, rolpassword from pg_catalog.pg_authid
  where rolname = name and rolcanlogin and not rolsuper and not rolcreaterole and not rolreplication
    and not rolbypassrls and (rolvaliduntil is null or rolvaliduntil > now())
$$;
revoke all on function pooler.look_up(text) from public;
grant usage on schema pooler to ${POOLER_ROLE};
grant execute on function pooler.look_up(text) to ${POOLER_ROLE};
`;

function poolerSettings({ balancer, pooler, logins, connections }: Cluster): string {
  const lookUp = `auth_user = ${POOLER_ROLE}
auth_dbname = postgres
auth_query = SELECT login, secret FROM pooler.look_up($1)
`;
  return `[databases]
* = host=${balancer.host} port=${balancer.port}

[pgbouncer]
listen_addr = ${pooler.host}
listen_port = ${pooler.port}
unix_socket_dir =
pool_mode = transaction
auth_type = scram-sha-256
auth_file = ${logins === "look-up" ? "/etc/pgbouncer/users.txt" : logins.file}
${logins === "look-up" ? lookUp : ""}max_client_conn = 5000
default_pool_size = 20
max_db_connections = ${Math.floor(connections / 2)}
server_idle_timeout = 60
server_lifetime = 3600
server_login_retry = 1
server_connect_timeout = 3
query_wait_timeout = 15
tcp_keepalive = 1
`;
}
