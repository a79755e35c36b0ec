import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { type Check, checksOf, type Health, healthOf, probes } from "./health";
import { stepsAlone } from "./testing";

const servers: Server[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.close();
});

async function serve(health: Health): Promise<(path: string) => Promise<Response>> {
  const server = createServer(
    stepsAlone(probes(health), (_, res) => void res.writeHead(418).end()),
  );
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return (path) => fetch(`http://127.0.0.1:${address.port}${path}`);
}

const ok: Check = async () => "ok";

test("a process whose components are well is ready, one word for each", async () => {
  const ask = await serve(healthOf({ app: ok, database: ok }));
  const answer = await ask("/readyz");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toEqual({ app: "ok", database: "ok" });
});

test.each<[string, Check, string]>([
  ["starts", async () => "starting", "starting"],
  [
    "fails with a secret in its words",
    async () => {
      throw new Error("postgres://admin:secret@host");
    },
    "away",
  ],
])("a process is not ready, and alive, while a component %s", async (_, check, word) => {
  const ask = await serve(healthOf({ app: ok, database: check }));
  const answer = await ask("/readyz");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toBe(`{"app":"ok","database":"${word}"}\n`);
  expect((await ask("/healthz")).status).toBe(200);
});

test("a component that says nothing in time is late, and the probe is answered", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const silent = Promise.withResolvers<string>();
  const ask = await serve(healthOf({ database: () => silent.promise }));
  const answer = ask("/readyz");
  await vi.waitUntil(() => vi.getTimerCount() > 0);
  vi.advanceTimersByTime(2000);
  expect(await (await answer).json()).toEqual({ database: "late" });
  silent.resolve("ok");
});

test("a flood of probes asks the components once", async () => {
  const now = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(now);
  const check = vi.fn(ok);
  const ask = await serve(healthOf({ database: check }));
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask("/readyz")));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(check).toHaveBeenCalledOnce();
  clock.mockRestore();
});

test("a component that comes back is seen by the next probe after the answer is old", async () => {
  let now = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  let word = "away";
  const ask = await serve(healthOf({ database: async () => word }));
  expect((await ask("/readyz")).status).toBe(503);
  word = "ok";
  expect((await ask("/readyz")).status).toBe(503);
  now += 1001;
  expect((await ask("/readyz")).status).toBe(200);
  clock.mockRestore();
});

test("a process that drains is not ready at once, asks nobody, and stays alive", async () => {
  const check = vi.fn(ok);
  const health = healthOf({ database: check });
  const ask = await serve(health);
  health.drain();
  const answer = await ask("/readyz");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("connection")).toBe("close");
  expect(await answer.json()).toEqual({ process: "draining" });
  expect(check).not.toHaveBeenCalled();
  expect((await ask("/healthz")).status).toBe(200);
});

test("a probe that was asked before the signal and answered after it says no", async () => {
  const asked = Promise.withResolvers<string>();
  const check = vi.fn(() => asked.promise);
  const health = healthOf({ database: check });
  const ask = await serve(health);
  const answer = ask("/readyz");
  await vi.waitUntil(() => check.mock.calls.length > 0);
  health.drain();
  asked.resolve("ok");
  expect((await answer).status).toBe(503);
});

test.each(["/", "/healthz/x", "/readyz2", "/x//healthz"])("%s is left to others", async (path) => {
  const ask = await serve(healthOf({ database: ok }));
  expect((await ask(path)).status).toBe(418);
});

test("the database of a process that starts is not said to be well before it was asked", async () => {
  const probe = vi.fn(async () => {});
  let app: { probe: typeof probe } | null = null;
  const ask = await serve(healthOf(checksOf(() => app)));
  const early = await ask("/readyz");
  expect(early.status).toBe(503);
  expect(await early.json()).toEqual({ app: "starting", database: "starting" });
  app = { probe };
  const later = await serve(healthOf(checksOf(() => app)));
  expect(await (await later("/readyz")).json()).toEqual({ app: "ok", database: "ok" });
  expect(probe).toHaveBeenCalledOnce();
});
