import { type Cluster, POOLER_ROLE } from "./cluster";

/** Run once on the primary: psql -v password=… -f pooler.sql. It tells nothing of a role that has powers. */
export const POOLER_SQL = `create role ${POOLER_ROLE} login password :'password' connection limit 20;
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

/** What PgBouncer is started with beside the balancer. */
export function poolerSettings({ balancer, pooler, logins, connections }: Cluster): string {
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
