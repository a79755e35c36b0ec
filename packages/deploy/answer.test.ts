import { createServer, request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { answerOf } from "./answer";

const server = createServer((asked, answer) => {
  if (asked.url === "/never") return;
  answer.writeHead(201, { "x-told": "yes" });
  asked.pipe(answer);
});

test("a request's body goes out and the whole answer comes back; without one in time it says whom", async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const ask = (path: string, timeout: number) =>
    request({ host: "127.0.0.1", port, path, method: "POST", timeout, agent: false });

  const body = "é".repeat(100_000);
  const told = await answerOf(ask("/", 10_000), "it", body);
  expect(told).toMatchObject({ status: 201, headers: { "x-told": "yes" } });
  expect(told.body).toBe(body);
  await expect(answerOf(ask("/never", 50), "web-1")).rejects.toThrow(
    "web-1 did not answer in time",
  );
});
