import type { App } from "@/packages/deploy/description";
import { installPooler, POOLER_CLIENTS, POOLER_PATIENCE } from "@/packages/deploy/pooler";
import type { EmittedFile } from "@/packages/deploy/target";

/** The name of PgBouncer's image in the account's registry. */
export const POOLER_IMAGE = "swingtag-pooler";

/** What `up` builds PgBouncer's image from: nothing of the app, and no secret. */
export function poolerImage(app: App): readonly EmittedFile[] {
  return [
    { path: "pooler/Dockerfile", content: dockerfile(app) },
    { path: "pooler/pooler.sh", content: start(app), runs: true },
  ];
}

/** How PgBouncer's image is tagged: with the version of the app it is deployed with. */
export function poolerTag({ version }: App): string {
  return `${POOLER_IMAGE}:${version}`;
}

function dockerfile({ database }: App): string {
  return `FROM postgres:${database.version}-bookworm
${installPooler("openssl", "ca-certificates")} \\
 && install -d -m 1777 /tmp
COPY --chmod=0755 pooler.sh /usr/local/bin/pooler
VOLUME /tmp
USER postgres
ENTRYPOINT ["/usr/local/bin/pooler"]
`;
}

/**
 * Its settings are written when it starts, because only then its place is known. Each login is looked up in the
 * database, so a tenant's database made a moment ago can be entered and no list is kept. See db/pooler.ts.
 */
function start({ database }: App): string {
  return `#!/bin/sh
set -eu
umask 077
cd /tmp
printf '"pooler" "%s"\\n' "$POOLER_PASSWORD" > users.txt
unset POOLER_PASSWORD
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \\
  -subj /CN=pooler -keyout pooler.key -out pooler.crt 2> /dev/null
cat > pgbouncer.ini <<INI
[databases]
* = host=$DATABASE_HOST port=5432

[pgbouncer]
${POOLER_CLIENTS}
auth_user = pooler
auth_dbname = postgres
auth_query = SELECT login, secret FROM pooler.look_up(\\$1)
client_tls_sslmode = require
client_tls_key_file = /tmp/pooler.key
client_tls_cert_file = /tmp/pooler.crt
server_tls_sslmode = verify-full
server_tls_ca_file = $CERTIFICATES
max_client_conn = 5000
default_pool_size = ${Math.floor(database.connections / 20)}
${POOLER_PATIENCE}
INI
exec pgbouncer pgbouncer.ini
`;
}
