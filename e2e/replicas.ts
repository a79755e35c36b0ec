import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { freePort } from "@/base/free-port";
import { startApp } from "@/packages/local/serve";
import { at, hostOf } from "./addresses";
import { type Answer, type Asking, ask } from "./raw";

export type Replica = "a" | "b";

/** Two web processes on the same databases and files, behind one address. */
export interface Replicas {
  /** Asks one of them past the address that people use. */
  ask(of: Replica, site: string, path: string, asking?: Asking): Promise<Answer>;
  /** The address that people use. */
  at(site?: string, path?: string): string;
  /** From now on that address is this replica's: connections to the other are cut. */
  turnTo(replica: Replica): void;
  end(): Promise<void>;
}

/** Starts two more processes of the app that is under test, with a balancer of TCP connections before them. */
export async function startReplicas(): Promise<Replicas> {
  const ports = { a: await freePort(), b: await freePort() };
  const balancer = await startBalancer(ports);
  const apps = await Promise.all(
    (["a", "b"] as const).map((name) =>
      startApp({
        env: {
          PORT: String(ports[name]),
          PUBLIC_PORT: String(balancer.port),
          INSTANCE: `replica-${name}`,
          WORKER: "apart",
        },
        log: join(process.cwd(), `.data/e2e/replica-${name}.log`),
      }),
    ),
  );
  return {
    ask: (of, site, path, asking = {}) =>
      ask(site, path, {
        ...asking,
        port: ports[of],
        headers: [["host", hostOf(site, balancer.port)], ...(asking.headers ?? [])],
      }),
    at: (site, path) => at(site, path, balancer.port),
    turnTo: balancer.turnTo,
    async end() {
      await Promise.all(apps.map((app) => app.stop()));
      balancer.end();
    },
  };
}

async function startBalancer(ports: Readonly<Record<Replica, number>>) {
  let current: Replica = "a";
  const open = new Set<Socket>();
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((client) => {
    const upstream = connect(ports[current], "127.0.0.1");
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    turnTo(replica: Replica) {
      current = replica;
      cut();
    },
    end() {
      server.close();
      cut();
    },
  };
}
