import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Bench, startBench } from "./testing-forward";

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.end());

describe("what is large", () => {
  test("goes up as it comes: the stack has the first bytes before the last are sent", async () => {
    const pieces: string[] = [];
    bench.answer = async (req, res) => {
      for await (const piece of req) pieces.push(String(piece));
      res.end("whole");
    };
    const socket = connect(bench.port, "127.0.0.1");
    socket.write("POST /up HTTP/1.1\r\nHost: ours.localhost\r\nContent-Length: 10\r\n\r\nfirst");
    await vi.waitUntil(() => pieces.join("") === "first");
    socket.write("after");
    const [said] = await once(socket, "data");
    expect(String(said)).toMatch(/^HTTP\/1\.1 200/);
    expect(pieces.join("")).toBe("firstafter");
    socket.destroy();
  });

  test("comes down as it is made: the visitor has the first bytes before the last are", async () => {
    const gate = Promise.withResolvers<void>();
    bench.answer = async (_, res) => {
      res.write("first");
      await gate.promise;
      res.end("after");
    };
    let got = "";
    const done = new Promise<void>((resolve, reject) => {
      const options = { host: "127.0.0.1", port: bench.port, headers: { host: "ours.localhost" } };
      request(options, (res) => {
        res.on("data", (piece) => {
          got += piece;
        });
        res.once("end", resolve);
      })
        .once("error", reject)
        .end();
    });
    await vi.waitUntil(() => got === "first");
    gate.resolve();
    await done;
    expect(got).toBe("firstafter");
  });

  test("is given up at the stack when the visitor leaves", async () => {
    let left = false;
    bench.answer = (_, res) => {
      res.write("first");
      res.once("close", () => {
        left = true;
      });
    };
    const socket = connect(bench.port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: ours.localhost\r\n\r\n");
    await once(socket, "data");
    socket.destroy();
    await vi.waitUntil(() => left);
  });

  test("and breaks off at the stack breaks off at the visitor", async () => {
    bench.answer = (_, res) => {
      res.writeHead(200, { "content-length": "100" });
      res.write("half", () => res.destroy());
    };
    await expect(bench.ask("ours")).rejects.toThrow();
  });
});
