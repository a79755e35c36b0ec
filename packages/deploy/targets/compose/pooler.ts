import type { App } from "@/packages/deploy/description";
import { POOLER_CLIENTS, POOLER_PATIENCE } from "@/packages/deploy/pooler";

/** What PgBouncer logs in as to look up a login; it may do nothing else. */
export const POOLER_ROLE = "pooler";

/**
 * Each login is looked up in one database, by a function that gives PgBouncer what it needs of it and nothing of an
 * administrator's. So a tenant's database made a moment ago can be entered, and no list is kept.
 */
export function poolerSettings({ database }: App): string {
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

/** What the container of PgBouncer runs first. */
export const POOLER_START = `#!/bin/sh
# PgBouncer's own login stands in a file of this container's memory alone.
set -eu
umask 077
printf '"%s" "%s"\\n' ${POOLER_ROLE} "$POOLER_PASSWORD" > /tmp/users.txt
unset POOLER_PASSWORD
exec pgbouncer /etc/swingtag/pgbouncer.ini
`;

/** Runs once, when the database is made. An administrator's login is not among what PgBouncer may look up. */
export const POOLER_ROLE_MADE = `#!/bin/bash
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
