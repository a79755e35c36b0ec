/** Where PgBouncer listens, on every ground. */
export const POOLER_PORT = 6432;

/** The oldest PgBouncer without a known hole. */
const FLOOR = "1.26.1";

/**
 * The step of a Dockerfile, from the official Postgres image, that adds Debian's package of PgBouncer, and that
 * fails where it is too old.
 * @param others packages that are wanted beside it
 */
export function installPooler(...others: string[]): string {
  return `RUN apt-get update \\
 && apt-get install -y --no-install-recommends ${["pgbouncer", ...others].join(" ")} \\
 && rm -rf /var/lib/apt/lists/* \\
 && dpkg --compare-versions "$(dpkg-query -W -f '\${Version}' pgbouncer)" ge ${FLOOR}`;
}

/** How clients come in: each by its own password, and for a transaction at a time. */
export const POOLER_CLIENTS = `listen_addr = *
listen_port = ${POOLER_PORT}
unix_socket_dir =
pool_mode = transaction
auth_type = scram-sha-256
auth_file = /tmp/users.txt`;

/** For how long connections are kept and waited for, in seconds; and that no statement is kept for anybody. */
export const POOLER_PATIENCE = `server_idle_timeout = 60
server_lifetime = 3600
server_login_retry = 1
query_wait_timeout = 15
max_prepared_statements = 0
log_connections = 0
log_disconnections = 0`;
