import { createServer, type Server } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { log } from "@/base/log";
import { type Push, startPush } from "@/base/telemetry/push";
import { setSender } from "@/base/telemetry/sender";
import { frontBefore } from "@/front/testing";
import { listening, startTestCollector, type TestCollector } from "./testing";

let push: Push | undefined;
let told: { trouble: number; recovered: number[] };
const servers: Server[] = [];

beforeEach(() => {
  told = { trouble: 0, recovered: [] };
  log.level = "info";
});
afterEach(async () => {
  log.level = "fatal";
  setSender(null);
  await push?.stop();
  push = undefined;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function startTo(url: string): Push {
  push = startPush({
    url,
    headers: { "x-wanted": "by the receiver" },
    service: "swingtag-web",
    version: "1",
    instance: "web-1",
    onTrouble: () => {
      told.trouble++;
    },
    onRecovery: (dropped) => told.recovered.push(dropped),
  });
  setSender(push.sender);
  return push;
}

async function served(server: Server): Promise<string> {
  servers.push(server);
  return listening(server);
}

describe("a line that is pushed", () => {
  let collector: TestCollector;
  beforeEach(async () => {
    collector = await startTestCollector();
  });
  afterEach(() => collector.stop());

  test("holds no secret and no address of a person, wherever it stood", async () => {
    const { stop } = startTo(collector.url);
    const address = "ann.collector@example.com";
    log.warn(
      {
        email: address,
        token: "tok-5ecret",
        body: { password: "pw-5ecret", cookie: "c-5ecret" },
        note: `asked by ${address}`,
        err: new Error(`no letter to ${address}, see /welcome?token=t-5ecret`, {
          cause: new Error(`refused ${address}`),
        }),
      },
      `a letter to ${address} was refused`,
    );
    await stop();
    const lines = await collector.search("refused");
    expect(lines).toHaveLength(1);
    expect(lines[0]?.message).toBe("a letter to [address] was refused");
    expect(JSON.stringify(lines)).not.toMatch(/example\.com|5ecret/);
    expect(lines[0]?.attributes["exception.message"]).toContain("[address]");
  });

  test("goes as JSON with the headers that the receiver wants", async () => {
    const seen: { headers: Record<string, unknown>; body: string }[] = [];
    const url = await served(
      createServer((req, res) => {
        const chunks: Buffer[] = [];
        req.on("data", (chunk: Buffer) => chunks.push(chunk));
        req.on("end", () => {
          const whole = Buffer.concat(chunks);
          const body = req.headers["content-encoding"] === "gzip" ? gunzipSync(whole) : whole;
          if (req.url === "/v1/logs") seen.push({ headers: req.headers, body: body.toString() });
          res.setHeader("content-type", "application/json").end("{}");
        });
      }),
    );
    const { stop } = startTo(url);
    log.info("hello");
    await stop();
    expect(seen[0]?.headers).toMatchObject({
      "x-wanted": "by the receiver",
      "content-type": "application/json",
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toHaveProperty("resourceLogs");
  });
});

describe("a receiver that", () => {
  const receivers = {
    "is not there": async () => "http://127.0.0.1:9",
    "never answers": async () => served(createServer(() => {})),
    "answers 500": async () => served(createServer((_, res) => res.writeHead(500).end())),
    "hangs up": async () => served(createServer((req) => req.socket.destroy())),
  };

  test.each(Object.entries(receivers))(
    "%s changes nothing about what the app answers",
    async (_, receiver) => {
      startTo(await receiver());
      const app = await served(
        createServer(frontBefore({}, (__, res) => void res.end("as before"))),
      );
      const answers = await Promise.all(
        Array.from({ length: 50 }, async () => {
          const answer = await fetch(app);
          return { status: answer.status, text: await answer.text() };
        }),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
        new Set([JSON.stringify({ status: 200, text: "as before" })]),
      );
    },
  );

  test("is away costs a bounded queue, is said once, and so is its return with what was lost", async () => {
    let status = 400;
    const url = await served(
      createServer((req, res) => {
        req.resume();
        req.on("end", () =>
          res.writeHead(status, { "content-type": "application/json" }).end("{}"),
        );
      }),
    );
    const { sender } = startTo(url);
    const line = JSON.stringify({ time: new Date().toISOString(), level: "info", msg: "x" });
    for (let at = 0; at < 20_000; at++) sender.line(line);
    await vi.waitUntil(() => told.trouble > 0);
    status = 200;
    await vi.waitUntil(
      () => {
        sender.line(line);
        return told.recovered.length > 0;
      },
      { timeout: 40_000 },
    );
    expect(told.trouble).toBe(1);
    expect(told.recovered).toHaveLength(1);
    // 4,096 lines may wait; at least the rest counts as dropped.
    expect(told.recovered[0]).toBeGreaterThanOrEqual(20_000 - 4096);
  });
});
