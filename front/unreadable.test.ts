import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { answerUnreadable } from "./unreadable";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function send(raw: string, listener: RequestListener = (_, res) => void res.end("app")) {
  const server = createServer(listener);
  answerUnreadable(server);
  server.listen(0, "127.0.0.1");
  ends.push(() => server.close().closeAllConnections());
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const socket = connect(address.port, "127.0.0.1");
  socket.write(raw);
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}

test("cookies that have grown too large are dropped by the page that says so", async () => {
  const bomb = Array.from({ length: 100 }, (_, at) => `c${at}=${"x".repeat(4000)}`).join("; ");
  const answer = await send(`GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${bomb}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 431 /);
  expect(answer).toContain('clear-site-data: "cookies"\r\n');
  expect(answer).toContain("content-type: text/html");
  expect(answer).toContain("Load the page again.");
});

test.each([
  ["a line that is none", "GET / HTTP/9.9\r\n\r\n", 400],
  ["a space in its path", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400],
  ["a method that is none", "SAY / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405],
  [
    "a length and chunks",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    400,
  ],
])("%s is answered with the plain page, its id and the usual headers", async (_, raw, status) => {
  const line = vi.spyOn(log, "info").mockImplementation(() => {});
  const answer = await send(raw);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const [, id = "none"] = /x-request-id: (\S+)/.exec(answer) ?? [];
  expect(answer).toContain(`<code>${id}</code>`);
  expect(line.mock.calls[0]?.[0]).toMatchObject({ requestId: id, status });
  expect(answer).toContain("x-frame-options: DENY\r\n");
  expect(answer).not.toContain("clear-site-data");
});

test("an answer that has begun is not written into", async () => {
  const answer = await send(
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno chunk",
    (_, res) => void res.write("begun"),
  );
  expect(answer.match(/HTTP\/1.1/g) ?? []).toHaveLength(answer === "" ? 0 : 1);
  expect(answer).not.toContain("can't be read");
});
