import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { getCloneableBody } from "next/dist/server/body-streams";
import { afterEach, beforeEach, expect, test } from "vitest";
import { surviveAbort } from "./aborted";
import { frontBefore } from "./testing";

const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);
let found: NodeJS.UncaughtExceptionListener[] = [];
beforeEach(() => {
  uncaught.length = 0;
  found = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", note);
});
afterEach(() => {
  process.off("uncaughtException", note);
  for (const one of found) process.on("uncaughtException", one);
});

/** Reads the body as Next does for its middleware, which takes the request's listeners away. */
async function readAsNext(req: IncomingMessage): Promise<void> {
  const body = getCloneableBody(req, 1_000_000);
  for await (const _ of body.cloneBodyStream());
  await body.finalize();
}

test.each([
  ["after its form was read", "abc", readAsNext],
  ["in the middle of its form", "ab", async () => {}],
  ["in the middle of its form while that is read", "ab", readAsNext],
])("who hangs up %s is nobody's uncaught error", async (_, sent, app) => {
  const reached = Promise.withResolvers<ServerResponse>();
  const server = createServer(
    frontBefore({}, surviveAbort, async (req, res) => {
      void app(req).catch(() => {});
      setTimeout(() => reached.resolve(res), 50);
      await once(res, "close");
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const socket = connect(address.port, "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n${sent}`);
  const res = await reached.promise;
  const closed = once(res, "close");
  socket.destroy();
  await closed;
  await new Promise((resolve) => setTimeout(resolve, 50));
  server.close();
  expect(uncaught).toEqual([]);
});
