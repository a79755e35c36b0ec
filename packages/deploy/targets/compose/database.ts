import type { App } from "@/packages/deploy/description";
import { installPooler } from "@/packages/deploy/pooler";
import type { EmittedFile } from "@/packages/deploy/target";
import { POOLER_ROLE_MADE, POOLER_START, poolerSettings } from "./pooler";

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
    // A base backup includes the WAL written while it was made, so that WAL must still be there.
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
