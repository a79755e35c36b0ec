import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail as the server took it: the envelope and every byte. */
export interface Delivered {
  from: string | undefined;
  recipients: string[];
  raw: Buffer;
}

const running: (() => unknown)[] = [];

/** A real mail server on a free loopback port that keeps what it is given. */
export async function smtpServer(options: SMTPServerOptions = {}) {
  const delivered: Delivered[] = [];
  let connected = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 100,
    onConnect(_session, done) {
      connected += 1;
      done();
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        delivered.push({
          from: mailFrom ? mailFrom.address : undefined,
          recipients: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces),
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  running.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: portOf(listening), delivered, connections: () => connected };
}

/** A server that answers as the test says, for the ways a mail server can misbehave. */
export async function tcpServer(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  running.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, port: portOf(server) };
}

/** Ends every server of this file's tests. */
export async function closeServers(): Promise<void> {
  for (const close of running.splice(0)) await close();
}

function portOf(server: Server): number {
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
