import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy between the app and its database that counts round trips and can add latency. */
export interface SlowWire {
  readonly port: number;
  /** Round trips since the last reset, over all connections: how often the app sent after having heard. */
  readonly roundTrips: number;
  reset(): void;
  close(): Promise<void>;
}

/**
 * Starts a wire on a free loopback port. A round trip is counted by direction, not by time: it begins with
 * the first bytes that the app sends after the server was last heard.
 * @param delay milliseconds that bytes take each way
 */
export async function startSlowWire(
  target: { host: string; port: number },
  delay: number,
): Promise<SlowWire> {
  let roundTrips = 0;
  const sockets = new Set<Socket>();
  // Half-open sockets are allowed, so that each side sees the end only when the other has ended.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (app) => {
    const database = connect({ ...target, noDelay: true, allowHalfOpen: true });
    let heard = true;
    carry(app, database, delay, () => {
      if (heard) roundTrips++;
      heard = false;
    });
    carry(database, app, delay, () => {
      heard = true;
    });
    for (const socket of [app, database]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    get roundTrips() {
      return roundTrips;
    },
    reset() {
      roundTrips = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function carry(from: Socket, to: Socket, delay: number, passing: () => void): void {
  const later = (work: () => void) => (delay > 0 ? setTimeout(work, delay) : work());
  from.on("data", (bytes) => {
    passing();
    later(() => to.writable && to.write(bytes));
  });
  from.on("end", () => later(() => to.end()));
  from.on("close", () => later(() => to.destroy()));
  from.on("error", () => to.destroy());
}
