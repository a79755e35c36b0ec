import { randomUUID } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { log } from "../base/log.ts";
import { ALWAYS } from "./front.ts";
import { refusedPage } from "./plain.ts";

/** How long a client may take to read why it is hung up on, in milliseconds. */
const LINGER = 1000;

/**
 * Answers what never becomes a request with a plain page and hangs up: broken lines, and headers larger than Node
 * reads. The latter are cookies as a rule, with which a browser would be locked out for good, so that it is told to
 * drop them.
 */
export function answerUnreadable(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  const left = new WeakSet<Duplex>();
  server.prependListener("request", ({ socket }: IncomingMessage, res: ServerResponse) => {
    answering.set(socket, res);
    res.once("close", () => answering.delete(socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (left.has(socket)) return;
    left.add(socket);
    if (!socket.writable || error.code === "ECONNRESET" || answering.get(socket)?.headersSent)
      return void socket.destroy();
    socket.end(answerTo(error.code));
    // What has not been read yet would otherwise take the answer down with it.
    socket.resume();
    setTimeout(() => socket.destroy(), LINGER).unref();
  });
}

function answerTo(code: string | undefined): string {
  const status = STATUSES[code ?? ""] ?? 400;
  const id = randomUUID();
  log.info({ requestId: id, status, code }, "a request that can't be read");
  const { headers, body } = refusedPage(status, id);
  const lines = Object.entries({
    ...ALWAYS,
    ...headers,
    ...(status === 431 && { "clear-site-data": '"cookies"' }),
    "x-request-id": id,
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n");
}

const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_INVALID_METHOD: 405,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};
