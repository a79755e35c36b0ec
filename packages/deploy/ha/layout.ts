import { type Cluster, type Machine, PACE } from "./cluster";

/** Which Postgres the machines have. */
const VERSION = 18;

/**
 * A cluster of three machines with the ports that everybody expects, each tool where Debian puts it.
 * @param hosts addresses by machine's name; the first two hold Postgres as well, a third `votes` unless all do
 * @throws Error that says what is missing
 */
export function layOut(
  hosts: ReadonlyMap<string, string>,
  { postgresOn = 3, connections = 500 }: { postgresOn?: 2 | 3; connections?: number } = {},
): Cluster {
  if (hosts.size !== 3)
    throw new Error(
      `A cluster has three machines, so that two that are left still agree; ${hosts.size} are named. Name them as NAME=ADDRESS.`,
    );
  const machines = [...hosts].map(
    ([name, host], at): Machine => ({
      name,
      host,
      folder: "/var/lib/swingtag-ha",
      etcd: { client: 2379, peer: 2380 },
      postgres: at < postgresOn ? { port: 5432, rest: 8008 } : null,
    }),
  );
  return {
    name: "swingtag",
    machines,
    programs: `/usr/lib/postgresql/${VERSION}/bin`,
    connections,
    balancer: { host: "127.0.0.1", port: 5000 },
    pooler: { host: "127.0.0.1", port: 6432 },
    logins: "look-up",
    pace: PACE,
    watchdog: "automatic",
  };
}
