import type { App } from "@/packages/deploy/description";
import { installPooler, POOLER_CLIENTS, POOLER_PATIENCE } from "@/packages/deploy/pooler";
import type { EmittedFile } from "@/packages/deploy/target";

/** What PgBouncer logs in as to look up a login; it may do nothing else. */
export const POOLER_ROLE = "pooler";

/** Where Postgres writes its lines as JSON, in both containers that see that volume. */
export const DATABASE_LOGS = "/var/log/swingtag-database";

/** The image that Postgres and PgBouncer run from: the official one, with Debian's package of PgBouncer added. */
export function databaseImage(app: App): readonly EmittedFile[] {
  return [
    { path: "database/Dockerfile", content: dockerfile(app) },
    { path: "database/pgbouncer.ini", content: poolerSettings(app) },
    { path: "database/pooler.sh", content: POOLER_START, runs: true },
    { path: "database/pooler-role.sh", content: POOLER_ROLE_MADE, runs: true },
    { path: "database/postgresql.conf", content: serverSettings(app) },
  ];
}

function dockerfile({ database }: App): string {
  return `FROM postgres:${database.version}-bookworm
${installPooler()} \\
 && install -d -o postgres -g postgres -m 0755 ${DATABASE_LOGS}
COPY postgresql.conf pgbouncer.ini /etc/swingtag/
COPY --chmod=0755 pooler.sh /usr/local/bin/pooler
COPY --chmod=0755 pooler-role.sh /docker-entrypoint-initdb.d/pooler-role.sh
`;
}

/** After PostgreSQL's own advice (Resource Consumption): a quarter of the memory for shared buffers. */
function serverSettings({ database }: App): string {
  const { memory, connections, cpu } = database;
  const processors = Math.max(1, Math.floor(cpu / 1000));
  const lines = {
    listen_addresses: "'*'",
    max_connections: connections,
    password_encryption: "'scram-sha-256'",
    shared_buffers: `${Math.floor(memory / 4)}MB`,
    effective_cache_size: `${Math.floor((memory * 5) / 8)}MB`,
    maintenance_work_mem: `${Math.min(1024, Math.floor(memory / 16))}MB`,
    work_mem: `${Math.max(4, Math.floor(memory / 4 / connections))}MB`,
    max_worker_processes: Math.max(8, processors),
    max_parallel_workers: processors,
    random_page_cost: 1.1,
    effective_io_concurrency: 32,
    wal_compression: "'on'",
    max_wal_size: `${Math.min(16_384, Math.max(1024, memory / 2))}MB`,
    checkpoint_timeout: "'15min'",
    // A base backup brings what was written while it was made, which so must still be there.
    wal_keep_size: `${Math.min(4096, Math.max(256, memory / 8))}MB`,
    track_io_timing: "'on'",
    log_destination: "'jsonlog'",
    logging_collector: "'on'",
    log_directory: `'${DATABASE_LOGS}'`,
    log_filename: "'postgres-%a.log'",
    log_file_mode: "0644",
    log_rotation_age: "'1d'",
    log_rotation_size: 0,
    log_truncate_on_rotation: "'on'",
    log_line_prefix: "'%m [%p] %a %u@%d '",
    log_min_duration_statement: "'500ms'",
    log_lock_waits: "'on'",
    log_temp_files: "'10MB'",
    log_timezone: "'UTC'",
    timezone: "'UTC'",
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");
}

/**
 * Each login is looked up in one database, by a function that gives PgBouncer what it needs of it and nothing of an
 * administrator's. So a tenant's database made a moment ago can be entered, and no list is kept.
 */
function poolerSettings({ database }: App): string {
  return `[databases]
* = host=postgres port=5432

[pgbouncer]
${POOLER_CLIENTS}
auth_user = ${POOLER_ROLE}
auth_dbname = postgres
auth_query = SELECT login, secret FROM pooler.look_up($1)
max_client_conn = 5000
default_pool_size = 20
max_db_connections = ${Math.floor(database.connections / 2)}
${POOLER_PATIENCE}
`;
}

const POOLER_START = `#!/bin/sh
# PgBouncer's own login stands in a file of this container's memory alone.
set -eu
umask 077
printf '"%s" "%s"\\n' ${POOLER_ROLE} "$POOLER_PASSWORD" > /tmp/users.txt
unset POOLER_PASSWORD
exec pgbouncer /etc/swingtag/pgbouncer.ini
`;

/** Runs once, when the database is made. An administrator's login is not among what PgBouncer may look up. */
const POOLER_ROLE_MADE = `#!/bin/bash
set -eu
psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres <<SQL
create role ${POOLER_ROLE} login password '$POOLER_PASSWORD' connection limit 20;
grant connect on database postgres to ${POOLER_ROLE};
create schema pooler;
create function pooler.look_up(name text) returns table (login text, secret text)
  language sql stable security definer set search_path = ''
as \\$\\$
  select rolname::text, rolpassword from pg_catalog.pg_authid
  where rolname = name and rolcanlogin and not rolsuper and not rolcreaterole and not rolreplication
    and not rolbypassrls and (rolvaliduntil is null or rolvaliduntil > now())
\\$\\$;
revoke all on function pooler.look_up(text) from public;
grant usage on schema pooler to ${POOLER_ROLE};
grant execute on function pooler.look_up(text) to ${POOLER_ROLE};
SQL
`;
