import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StackAt } from "@/base/bridge";
import { PASS } from "@/base/pass";
import { type Bench, startBench } from "./testing-forward";

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.end());

describe("a site with a stack of its own", () => {
  test("is answered by its stack, theirs by theirs, and all others here", async () => {
    expect(JSON.parse((await bench.ask("ours")).text).stack).toBe("ours");
    expect((await bench.ask("theirs")).text).toBe("theirs");
    expect((await bench.ask("gallery")).text).toBe("the platform's own");
  });

  test("is asked with the visitor's host, address and scheme, and under the same id", async () => {
    const { text, headers } = await bench.ask("ours", {
      headers: { cookie: "a=b", "x-custom": "yes" },
    });
    const inside = JSON.parse(text).headers;
    expect(inside).toMatchObject({
      host: "ours.localhost",
      "x-forwarded-host": "ours.localhost",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "https",
      cookie: "a=b",
      "x-custom": "yes",
    });
    expect(inside["x-swingtag-request"]).toBe(headers["x-request-id"]);
  });

  test("cannot be told by a visitor who is asking, nor shown a pass", async () => {
    const { text } = await bench.ask("ours", {
      headers: {
        "x-forwarded-for": "203.0.113.9",
        "x-forwarded-host": "theirs.localhost",
        "x-swingtag-request": "forged",
        "x-swingtag-client": "203.0.113.9",
        [PASS]: "forged",
        traceparent: "00-00000000000000000000000000000001-0000000000000001-01",
      },
    });
    const inside = JSON.parse(text).headers;
    expect(JSON.stringify(inside)).not.toMatch(/203\.0\.113\.9|forged|theirs/);
  });

  test("answers nobody but the bench.port, and not what is meant for another stack", async () => {
    const { origin } = bench.stacks.ours as StackAt;
    const port = Number(new URL(origin).port);
    expect((await bench.ask("ours", { port })).status).toBe(404);
    await bench.ask("theirs");
    const pass = String(bench.reached.at(-1)?.headers[PASS] ?? "");
    const id = String(bench.reached.at(-1)?.headers["x-swingtag-request"] ?? "");
    const headers = {
      [PASS]: pass,
      "x-swingtag-request": id,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "theirs.localhost",
    };
    expect((await bench.ask("theirs", { port, headers })).status).toBe(404);
  });

  test("sets its cookies, its status and its headers, and none of the connection's", async () => {
    bench.answer = (_, res) => {
      res.writeHead(418, {
        "set-cookie": ["one=1; Path=/", "two=2; Path=/"],
        connection: "x-inner, keep-alive",
        "x-inner": "of this connection alone",
        "x-outer": "kept",
      });
      res.end("short and stout");
    };
    const { status, headers, text } = await bench.ask("ours");
    expect([status, text]).toEqual([418, "short and stout"]);
    expect(headers["set-cookie"]).toEqual(["one=1; Path=/", "two=2; Path=/"]);
    expect(headers["x-outer"]).toBe("kept");
    expect(headers["x-inner"]).toBeUndefined();
  });

  test("gets no header of the visitor's connection", async () => {
    const { text } = await bench.ask("ours", {
      headers: { connection: "close, x-mine", "x-mine": "1", te: "trailers", upgrade: "websocket" },
    });
    const inside = JSON.parse(text).headers;
    for (const name of ["x-mine", "te", "upgrade"]) expect(inside[name]).toBeUndefined();
  });
});

describe("a stack that does not answer", () => {
  test("is 503, for reading and for writing, and nobody is asked twice to write", async () => {
    bench.answer = (req) => req.socket.destroy();
    const asked = () => bench.reached.filter(({ method }) => method === "POST").length;
    expect(await bench.ask("ours")).toMatchObject({ status: 503, text: "away" });
    expect(await bench.ask("ours", { method: "POST", body: "x=1" })).toMatchObject({ status: 503 });
    expect(asked()).toBe(1);
  });

  test("is 503 where nothing listens, and where it does not stand yet", async () => {
    bench.stacks.ours = { name: "s00000001", origin: "http://127.0.0.1:1" };
    expect((await bench.ask("ours")).status).toBe(503);
    bench.stacks.ours = { name: "s00000001", origin: "" };
    expect((await bench.ask("ours")).status).toBe(503);
    expect((await bench.ask("theirs")).text).toBe("theirs");
  });

  test("is 503 when it would speak another protocol", async () => {
    bench.answer = (req) => {
      req.socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
      );
    };
    const headers = { connection: "upgrade", upgrade: "websocket" };
    expect((await bench.ask("ours", { headers })).status).toBe(503);
  });

  test("is 503 when it says nothing for too long", async () => {
    bench.answer = () => {};
    expect((await bench.ask("ours")).status).toBe(503);
  });

  test("is read again where only the kept connection was dead", async () => {
    let first = true;
    bench.answer = (req, res) => {
      if (!first && bench.reached.length === 2) req.socket.destroy();
      else res.end("fresh");
      first = false;
    };
    expect((await bench.ask("ours")).text).toBe("fresh");
    expect((await bench.ask("ours")).text).toBe("fresh");
    expect(bench.reached).toHaveLength(3);
  });

  test("is still found while the platform's database is away", async () => {
    expect((await bench.ask("ours")).status).toBe(200);
    bench.stacks.ours = new Error("The platform is away.");
    expect(JSON.parse((await bench.ask("ours")).text).stack).toBe("ours");
  });
});
