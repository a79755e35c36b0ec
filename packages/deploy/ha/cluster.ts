/** A Postgres that survives the loss of a machine, in no tool's words: `files.ts` turns this into settings. */
export interface Cluster {
  /** What the cluster is called in etcd. */
  readonly name: string;
  /** Three, so that two that are left still agree: etcd runs on each, Postgres on those that have it. */
  readonly machines: readonly Machine[];
  /** The folder of Postgres's programs, such as /usr/lib/postgresql/18/bin. */
  readonly programs: string;
  /** Sessions one server takes. */
  readonly connections: number;
  /** Where setup and workers reach the primary, whichever machine it is on. */
  readonly balancer: Endpoint;
  /** Where web processes reach it, in transaction mode. */
  readonly pooler: Endpoint;
  /** How PgBouncer learns who may log in. */
  readonly logins: Logins;
  readonly pace: Pace;
  /** Whether a machine that hangs is reset by its watchdog device before another takes over. */
  readonly watchdog: "required" | "automatic" | "off";
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface Machine {
  readonly name: string;
  /** Its address in the network that all machines share. */
  readonly host: string;
  /** Where its services keep what they keep. */
  readonly folder: string;
  readonly etcd: { readonly client: number; readonly peer: number };
  /** The ports of Postgres and of Patroni's REST; null for a machine that only votes. */
  readonly postgres: { readonly port: number; readonly rest: number } | null;
}

/**
 * `look-up` asks the server, by a function that tells nothing of an administrator; it needs PgBouncer 1.19. Otherwise
 * a file, to which whoever makes a database adds its login.
 */
export type Logins = "look-up" | { readonly file: string };

/** How fast a loss is noticed, in seconds. */
export interface Pace {
  /** For how long a primary counts as alive after its last word. Patroni takes no less than 20. */
  readonly ttl: number;
  /** How often each node says and looks. */
  readonly look: number;
  /** For how long etcd may be silent before a primary gives up. ttl ≥ look + 2 × patience. */
  readonly patience: number;
}

/** The fastest that is safe: a primary that can't reach etcd has stepped down before another is made. */
export const PACE: Pace = { ttl: 20, look: 4, patience: 6 };

/** What stands in no file; Patroni reads it from its environment. */
export interface ClusterSecrets {
  readonly superuser: string;
  readonly replication: string;
}

/** The role PgBouncer logs in as to look up a login. */
export const POOLER_ROLE = "pooler";

/** Patroni's environment on a machine. */
export function secretsOf({ superuser, replication }: ClusterSecrets): Record<string, string> {
  return {
    PATRONI_SUPERUSER_USERNAME: "postgres",
    PATRONI_SUPERUSER_PASSWORD: superuser,
    PATRONI_REPLICATION_USERNAME: "replicator",
    PATRONI_REPLICATION_PASSWORD: replication,
  };
}
