/** npm asks with the authorities that stand in the image, not with those it brings. */
export const npmSettings = `cafile=/etc/ssl/certs/ca-certificates.crt
audit=false
fund=false
update-notifier=false
`;

/** A frozen mirror exceeds the validity that its own index states, so that check is switched off. */
const ANY_AGE = `RUN echo 'Acquire::Check-Valid-Until "false";' > /etc/apt/apt.conf.d/99-any-age`;

/**
 * Debian's Postgres 18 with all its tools, as the official image has them, laid out as that is.
 * @param base the image of a Debian that has it
 */
export const postgresFile = (base: string) => `FROM ${base}
${ANY_AGE}
RUN groupadd --system --gid 999 postgres \\
 && useradd --system --gid postgres --uid 999 --home-dir /var/lib/postgresql --shell /bin/bash postgres \\
 && mkdir -p /etc/postgresql-common \\
 && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \\
 && apt-get update \\
 && apt-get install -y --no-install-recommends postgresql-18 \\
 && rm -rf /var/lib/apt/lists/* /usr/share/doc/* \\
 && install -d -o postgres -g postgres -m 1777 /var/lib/postgresql \\
 && install -d -o postgres -g postgres -m 3777 /var/run/postgresql \\
 && mkdir -p /docker-entrypoint-initdb.d
ENV PATH=/usr/lib/postgresql/18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \\
    LANG=C.UTF-8 PG_MAJOR=18 PGDATA=/var/lib/postgresql/18/docker
COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/postgresql
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
`;

/** Behaves like the official entry point as far as its documentation promises: POSTGRES_*, PGDATA, arguments. */
export const postgresEntry = `#!/bin/bash
set -eu
file_or_value() {
  local file="$1_FILE"
  if [ -n "\${!file:-}" ]; then cat "\${!file}"; else echo -n "\${!1:-$2}"; fi
}
if [ "\${1#-}" != "$1" ]; then set -- postgres "$@"; fi
if [ "$1" != postgres ]; then exec "$@"; fi
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" && chmod 700 "$PGDATA"
  find "$PGDATA" \\! -user postgres -exec chown postgres '{}' +
  chown postgres /var/run/postgresql 2>/dev/null || true
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user="$(file_or_value POSTGRES_USER postgres)"
  password="$(file_or_value POSTGRES_PASSWORD '')"
  database="$(file_or_value POSTGRES_DB "$user")"
  method="\${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}"
  if [ -z "$password" ] && [ "$method" != trust ]; then
    echo "Error: Database is uninitialized and superuser password is not specified. Set POSTGRES_PASSWORD." >&2
    exit 1
  fi
  mkdir -p "$PGDATA"
  eval "initdb --username=\\"\\$user\\" --pwfile=<(echo \\"\\$password\\") --auth-local=trust --encoding=UTF8 \${POSTGRES_INITDB_ARGS:-} -D \\"\\$PGDATA\\""
  printf '\\nhost all all all %s\\n' "$method" >> "$PGDATA/pg_hba.conf"
  printf "\\nlisten_addresses = '*'\\nunix_socket_directories = '/var/run/postgresql'\\n" >> "$PGDATA/postgresql.conf"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  if [ "$database" != postgres ]; then
    psql -v ON_ERROR_STOP=1 --username "$user" --dbname postgres -c "create database \\"$database\\""
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) bash "$file" ;;
      *.sql) psql -v ON_ERROR_STOP=1 --username "$user" --dbname "$database" -f "$file" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
`;

/** Debian's Caddy, laid out as the official image is. */
export const caddyFile = (base: string) => `FROM ${base}
${ANY_AGE}
RUN apt-get update \\
 && apt-get install -y --no-install-recommends caddy libnss3-tools wget \\
 && rm -rf /var/lib/apt/lists/* /usr/share/doc/* \\
 && mkdir -p /config/caddy /data/caddy /etc/caddy /usr/share/caddy /srv
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
EXPOSE 80 443 443/udp 2019
WORKDIR /srv
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
`;
