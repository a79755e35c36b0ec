import { createHash } from "node:crypto";
import type { StackOrder } from "@/jobs/stack-driver";

/** Where a stack stands: what the setting STACKS says of it. */
export interface ComposeGround {
  /** The platform's own network, by which it reaches the stack; null publishes on 127.0.0.1 instead. */
  readonly network: string | null;
  /** The image of Postgres. */
  readonly database: string;
}

export type Service = "postgres" | "setup" | "web" | "worker";

/** A container as the engine's API wants it created. */
export interface Part {
  readonly service: Service;
  /** Changes whenever the container has to be made anew. */
  readonly hash: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Its names in the stack's own network. */
  readonly aliases: readonly string[];
  /** Whether the platform reaches it, as `STACK-SERVICE`. */
  readonly reached: boolean;
}

/** The four containers of a stack, in the order in which they begin. */
export function partsOf(order: StackOrder, ground: ComposeGround): Record<Service, Part> {
  const { name, image, databasePassword, settings } = order;
  const administrator = `postgres://postgres:${encodeURIComponent(databasePassword)}@postgres:5432`;
  const ours = (service: Service, given: Readonly<Record<string, string>>, more = {}) => ({
    Image: image,
    Cmd: [service],
    Env: environment({
      ...settings,
      FILES: "/data/files",
      BACKUPS: "/data/backups",
      INSTANCE: `${name}-${service}`,
      ...given,
    }),
    HostConfig: {
      ...HARDENED,
      Binds: [`${name}_data:/data`],
      ...(service === "setup" ? {} : RESTARTS),
      ...(service === "web" ? publishing(ground, 3000) : {}),
    },
    ...more,
  });
  const postgres = {
    Image: ground.database,
    Env: environment({ POSTGRES_PASSWORD: databasePassword }),
    HostConfig: {
      ...RESTARTS,
      Binds: [`${name}_database:/var/lib/postgresql`],
      ShmSize: 128 * 1024 * 1024,
      ...publishing(ground, 5432),
    },
    StopSignal: "SIGINT",
  };
  return {
    postgres: part("postgres", postgres, true),
    setup: part("setup", ours("setup", { DATABASE_URL: administrator }), false),
    web: part("web", ours("web", { DATABASE_URL: "postgres://postgres:5432", PORT: "3000" }), true),
    worker: part(
      "worker",
      ours("worker", { DATABASE_URL: administrator, HEALTH_PORT: "3001" }),
      false,
    ),
  };
}

const RESTARTS = { RestartPolicy: { Name: "unless-stopped" } };

const HARDENED = {
  ReadonlyRootfs: true,
  Tmpfs: { "/tmp": "" },
  CapDrop: ["ALL"],
  SecurityOpt: ["no-new-privileges"],
};

/** Without a network of the platform's, the machine itself reaches the port, and nobody else. */
function publishing({ network }: ComposeGround, port: number) {
  if (network !== null) return {};
  return { PortBindings: { [`${port}/tcp`]: [{ HostIp: "127.0.0.1", HostPort: "" }] } };
}

function environment(given: Readonly<Record<string, string>>): string[] {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}

function part(service: Service, config: Record<string, unknown>, reached: boolean): Part {
  const hash = createHash("sha256").update(JSON.stringify(config)).digest("hex");
  const ports = service === "web" ? ["3000/tcp"] : service === "postgres" ? ["5432/tcp"] : [];
  const ExposedPorts = Object.fromEntries(ports.map((port) => [port, {}]));
  return { service, hash, config: { ...config, ExposedPorts }, aliases: [service], reached };
}
