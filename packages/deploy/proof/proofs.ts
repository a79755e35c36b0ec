import type { Proof } from "./proof";

interface Entry {
  readonly load: () => Promise<Proof>;
  /** Debian packages it needs, which `npm test` installs where that is allowed. */
  readonly packages: readonly string[];
  /** Whether `npm test` runs it. */
  readonly tested: boolean;
}

/** What runs containers, and what their base images are made with. */
export const ENGINE: readonly string[] = ["docker.io", "docker-compose", "iptables", "debootstrap"];

/** Every proof by its name, in the order in which `npm test` runs them. */
export const proofs: Readonly<Record<string, Entry>> = {
  stack: {
    load: async () => (await import("./stack-processes")).stackProcesses,
    packages: [],
    tested: true,
  },
  corpus: {
    load: async () => (await import("./corpus")).mutatedRequests,
    packages: [],
    tested: false,
  },
  deaths: {
    load: async () => (await import("./deaths")).fiftyDeaths,
    packages: [],
    tested: false,
  },
  // It takes five minutes, and its times are those of a quiet machine.
  ha: {
    load: async () => (await import("./ha")).highAvailability,
    packages: ["patroni", "python3-etcd", "etcd-server", "haproxy", "pgbouncer", "postgresql-15"],
    tested: false,
  },
  image: {
    load: async () => (await import("./image")).imageProof,
    packages: ENGINE,
    tested: true,
  },
  docker: {
    load: async () => (await import("./docker")).onDocker,
    packages: ENGINE,
    tested: true,
  },
  "stack-compose": {
    load: async () => (await import("./stack")).stackCompose,
    packages: ENGINE,
    tested: true,
  },
  kubernetes: {
    load: async () => (await import("./kubernetes")).podsOnAnEngine,
    packages: ENGINE,
    tested: true,
  },
  cluster: {
    load: async () => (await import("./cluster")).onACluster,
    packages: [],
    tested: false,
  },
  cloud: {
    load: async () => (await import("./cloud")).cloud,
    packages: [],
    tested: false,
  },
};
