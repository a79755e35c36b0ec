import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy between a process and Postgres that can stop before a given statement. */
export interface KillWire {
  /** The same server's address, by way of the wire. */
  readonly url: string;
  /** From now on the first message that matches is held back, with all that follows on its connection. */
  arm(statement: RegExp): void;
  /** Whether one was held back since. */
  readonly held: boolean;
  /** Cuts every connection, as the death of the process would, and lets new ones pass. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a wire on a free loopback port. It reads what the client says: statements and their parameters. */
export async function startKillWire(target: string): Promise<KillWire> {
  const { hostname: host, port } = new URL(target);
  let armed: RegExp | null = null;
  let held = false;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const database = connect({ host, port: Number(port), noDelay: true });
    const read = readerOfMessages();
    let stopped = false;
    client.on("data", (bytes) => {
      const messages = read(bytes);
      if (armed && !held && messages.some((message) => armed?.test(message))) {
        held = true;
        stopped = true;
      }
      if (!stopped && database.writable) database.write(bytes);
    });
    database.on("data", (bytes) => client.writable && client.write(bytes));
    tie(client, database, sockets);
    tie(database, client, sockets);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === "object" && address ? address.port : 0);
  const cut = () => {
    armed = null;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.toString(),
    get held() {
      return held;
    },
    arm(statement) {
      armed = statement;
      held = false;
    },
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tie(one: Socket, other: Socket, sockets: Set<Socket>): void {
  sockets.add(one);
  one.on("error", () => other.destroy());
  one.once("close", () => {
    sockets.delete(one);
    other.destroy();
  });
}

/** Cuts a client's bytes into messages, and gives the texts of those that carry a statement or parameters. */
function readerOfMessages(): (bytes: Buffer) => string[] {
  let rest = Buffer.alloc(0);
  let begun = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const texts: string[] = [];
    for (;;) {
      // Only the first message of a connection has no type byte before its length.
      const head = begun ? 1 : 0;
      if (rest.length < head + 4) return texts;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return texts;
      const letter = begun ? String.fromCharCode(rest[0] ?? 0) : "";
      if ("QPB".includes(letter) && letter)
        texts.push(
          rest
            .toString("utf8", head + 4, length)
            .replaceAll("\0", " ")
            .trim(),
        );
      begun = true;
      rest = rest.subarray(length);
    }
  };
}
