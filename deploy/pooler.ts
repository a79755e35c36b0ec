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
