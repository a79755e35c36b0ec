import { EventEmitter, once } from "node:events";
import { type ClientRequest, createServer, get, type Server, type ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { currentTrace } from "@/base/telemetry/trace";
import { limitFlood } from "./flood";
import { sendFlooded } from "./plain";
import type { Step } from "./steps";
import { frontBefore } from "./testing";

let server: Server;
/** Requests that are being worked on, and whoever is told of the next one. */
let working: {
  host: string;
  res: ServerResponse;
  id: string;
  context: string | null | undefined;
}[];
let arrivals: EventEmitter;
let refused: { host: string | null; failing: boolean }[];
let busy: number;

beforeEach(async () => {
  // The sockets' own timers stay real.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  // What the server of the test before still does is none of this one's.
  const mine: typeof working = [];
  working = mine;
  refused = [];
  arrivals = new EventEmitter();
  busy = 1;
  const limited = limitFlood({
    free: new Set(["/_next/static/chunks/app.js"]),
    refuse(res, { id, host }, failing) {
      refused.push({ host, failing });
      sendFlooded(res, id, "artmatt");
    },
    load: () => ({ busy, mark: performance.eventLoopUtilization() }),
  });
  const work: Step = (req, res, { id }) => {
    mine.push({ host: req.headers.host ?? "", res, id, context: currentTrace()?.requestId });
    arrivals.emit("work");
  };
  const answer = frontBefore({}, limited, work);
  server = createServer((req, res) => {
    answer(req, res);
    arrivals.emit("request");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
  vi.useRealTimers();
});

interface Asked {
  readonly sent: ClientRequest;
  readonly answer: Promise<{
    status: number;
    retryAfter: string | undefined;
    location: string | undefined;
    text: string;
  }>;
}

/** Sends requests and resolves once the server has seen them all. */
async function ask(
  host: string,
  count = 1,
  path = "/",
  headers: Record<string, string> = {},
): Promise<Asked[]> {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  const all: Asked[] = [];
  for (let at = 0; at < count; at++) {
    const seen = once(arrivals, "request");
    const sent = get({
      host: "127.0.0.1",
      port: address.port,
      path,
      agent: false,
      headers: { host, ...headers },
    });
    const answer = once(sent, "response").then(async ([response]) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      return {
        status: response.statusCode,
        retryAfter: response.headers["retry-after"],
        location: response.headers.location,
        text,
      };
    });
    answer.catch(() => {});
    all.push({ sent, answer });
    await seen;
  }
  return all;
}

const of = (host: string) => working.filter((one) => one.host === host);

/** Answers the oldest request of a host that is being worked on. */
async function finish(host: string, status = 200): Promise<void> {
  const at = working.findIndex((one) => one.host === host);
  const [one] = working.splice(at, 1);
  if (!one) throw new Error(`Nothing is worked on for ${host}.`);
  const closed = once(one.res, "close");
  one.res.statusCode = status;
  one.res.end("done");
  await closed;
}

const ARTMATT = "artmatt.localhost";
const BEGIN = "begin.localhost";

test("a request that waited is worked on as itself, not as the one whose end let it in", async () => {
  await ask(ARTMATT, 12);
  const seen: (typeof working)[number][] = [];
  for (let at = 0; at < 12; at++) {
    const [next] = working;
    if (next) seen.push(next);
    await finish(ARTMATT);
  }
  expect(seen).toHaveLength(12);
  for (const { id, context } of seen) expect(context).toBe(id);
});

test("a host that is alone is worked on eightfold, and two hundred more wait without a refusal", async () => {
  await ask(ARTMATT, 208);
  expect(of(ARTMATT)).toHaveLength(8);
  for (let at = 0; at < 50; at++) await finish(ARTMATT);
  expect(of(ARTMATT)).toHaveLength(8);
  await vi.advanceTimersByTimeAsync(1500);
  expect(refused).toEqual([]);
});

test("in company a flood takes one turn at a time, and the other host is worked on at once", async () => {
  await ask(BEGIN);
  await finish(BEGIN);
  await ask(ARTMATT, 200);
  expect(of(ARTMATT)).toHaveLength(1);
  await ask(BEGIN);
  expect(of(BEGIN)).toHaveLength(1);
  await finish(ARTMATT);
  await vi.advanceTimersByTimeAsync(100);
  expect(of(ARTMATT)).toHaveLength(1);
});

test("a crowd leaves pauses between its turns, a few visitors don't", async () => {
  await ask(BEGIN);
  await ask(ARTMATT, 18);
  await finish(ARTMATT);
  expect(of(ARTMATT)).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(of(ARTMATT)).toHaveLength(1);
  await finish(ARTMATT);
  expect(of(ARTMATT)).toHaveLength(1);
});

test("the surplus gets 429 with Retry-After in the site's name, and not before a second has passed", async () => {
  await ask(BEGIN);
  const asked = await ask(ARTMATT, 200);
  await vi.advanceTimersByTimeAsync(999);
  expect(refused).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(refused).toHaveLength(200 - 1 - 128);
  expect(refused.every(({ host }) => host === ARTMATT)).toBe(true);
  const answer = await asked.at(-1)?.answer;
  expect(answer).toMatchObject({ status: 429, retryAfter: "5" });
  expect(answer?.text).toContain("artmatt is busy for a moment");
});

test("a form that is refused gets the sentence as text, which it shows beside what was typed", async () => {
  await ask(BEGIN);
  await ask(ARTMATT, 129);
  const [form] = await ask(ARTMATT, 1, "/studio", { "next-action": "some" });
  await vi.advanceTimersByTimeAsync(1000);
  expect(await form?.answer).toMatchObject({
    status: 429,
    text: expect.stringMatching(/^artmatt is busy for a moment\. .*Nothing was changed/),
  });
});

test("who waited five seconds for a turn is refused", async () => {
  await ask(BEGIN);
  busy = 0.1;
  // Each that only waits makes room for the next after a tenth of a second, until 64 do.
  const asked = await ask(ARTMATT, 66);
  await vi.advanceTimersByTimeAsync(4900);
  expect(refused).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused).toHaveLength(66 - of(ARTMATT).length);
  expect(await asked.at(-1)?.answer).toMatchObject({ status: 429 });
});

test("files of the build are never counted, and what only looks like one is", async () => {
  await ask(BEGIN);
  await ask(ARTMATT, 200);
  const before = working.length;
  await ask(ARTMATT, 5, "/_next/static/chunks/app.js?v=1");
  expect(working).toHaveLength(before + 5);
  await ask(ARTMATT, 5, "/_next/static/chunks/made-up.js");
  expect(working).toHaveLength(before + 5);
});

test("other spellings of a host are the same host", async () => {
  await ask(BEGIN);
  await ask("ARTMATT.localhost:3000");
  await ask("artmatt.localhost.");
  expect(working).toHaveLength(2);
});

test("a request that only waits gives its turn away, up to 64 of them", async () => {
  await ask(BEGIN);
  busy = 0.1;
  for (const upTo of [40, 64, 64]) {
    await ask(ARTMATT, 40);
    await vi.advanceTimersByTimeAsync(4900);
    expect(of(ARTMATT)).toHaveLength(upTo);
  }
});

test("a request that keeps the process busy keeps its turn, for two seconds at most", async () => {
  await ask(BEGIN);
  await ask(ARTMATT, 2);
  await vi.advanceTimersByTimeAsync(1900);
  expect(of(ARTMATT)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(of(ARTMATT)).toHaveLength(2);
});

test("who hangs up while waiting is not worked on, and who hangs up at work keeps the turn", async () => {
  await ask(BEGIN);
  const [first, second] = await ask(ARTMATT, 3);
  const gone = async (asked: Asked | undefined, res?: ServerResponse) => {
    asked?.answer.catch(() => {});
    const closed = res && once(res, "close");
    asked?.sent.on("error", () => {});
    asked?.sent.destroy();
    await closed;
  };
  await gone(second);
  await gone(first, of(ARTMATT)[0]?.res);
  expect(of(ARTMATT)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(of(ARTMATT)).toHaveLength(2);
  expect(of(ARTMATT)[1]?.res.closed).toBe(false);
});

test("visitors of a host whose answers are faults are told of that, not of a flood", async () => {
  await ask(BEGIN);
  await ask(ARTMATT, 200);
  await finish(ARTMATT, 503);
  await vi.advanceTimersByTimeAsync(1000);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ failing }) => failing)).toBe(true);
});

test("pages and saves come before pictures and what is fetched ahead, whoever came first", async () => {
  await ask(BEGIN);
  await ask(ARTMATT);
  await ask(ARTMATT, 2, "/plush/peanut");
  await ask(ARTMATT, 1, "/studio", { "next-router-prefetch": "1" });
  await ask(ARTMATT, 1, "/icon.svg", { "sec-fetch-dest": "image" });
  await ask(ARTMATT, 2, "/studio");
  const paths: (string | undefined)[] = [];
  for (let at = 0; at < 7; at++) {
    paths.push(of(ARTMATT)[0]?.res.req.url);
    await finish(ARTMATT);
  }
  expect(paths).toEqual([
    "/",
    "/studio",
    "/studio",
    "/plush/peanut",
    "/plush/peanut",
    "/studio",
    "/icon.svg",
  ]);
});

test("a page takes the place of the last picture where there is none left", async () => {
  await ask(BEGIN);
  const [first] = await ask(ARTMATT);
  const pictures = await ask(ARTMATT, 128, "/photos/a/shelf.webp");
  await ask(ARTMATT, 1, "/studio");
  await vi.advanceTimersByTimeAsync(1000);
  expect(refused).toHaveLength(1);
  expect((await pictures.at(-1)?.answer)?.status).toBe(429);
  await finish(ARTMATT);
  expect((await first?.answer)?.status).toBe(200);
  await vi.advanceTimersByTimeAsync(100);
  expect(of(ARTMATT)[0]?.res.req.url).toBe("/studio");
});

test("a page's picture that is refused is led to itself, so that the browser tries again", async () => {
  await ask(BEGIN);
  await ask(ARTMATT, 129);
  const image = { "sec-fetch-dest": "image" };
  const [picture] = await ask(ARTMATT, 1, "/plush/peanut?v=1", image);
  const [other] = await ask(ARTMATT, 1, "/plush/peanut");
  await vi.advanceTimersByTimeAsync(1000);
  expect(await picture?.answer).toMatchObject({ status: 307, location: "/plush/peanut?v=1" });
  expect(await other?.answer).toMatchObject({ status: 429 });
});
