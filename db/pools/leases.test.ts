import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { leasesOf } from "./leases";
import { DatabaseUnavailable } from "./unavailable";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A fake server. Leases see of it what they see of a real one: connections that open, end, or are refused. */
function makeServer() {
  const ends: (() => void)[] = [];
  const server = {
    refuses: undefined as Error | undefined,
    opened: 0,
    attempts: 0,
    async open(onLost: () => void) {
      server.attempts++;
      if (server.refuses) throw server.refuses;
      server.opened++;
      let lost = false;
      const destroy = () => {
        lost = true;
        onLost();
      };
      ends.push(destroy);
      return {
        get lost() {
          return lost;
        },
        opened: performance.now(),
        destroy,
        close: async () => destroy(),
      };
    },
    endOldest() {
      ends.shift()?.();
    },
    endAll() {
      for (const end of ends.splice(0)) end();
    },
  };
  return server;
}

const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
const outcome = (taking: Promise<unknown>) =>
  taking.then(
    () => "served" as const,
    (error: unknown) => error,
  );

test("no more connections are open than allowed, and each serves the next in line", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 3 });
  const order: number[] = [];
  const requests = Array.from({ length: 20 }, async (_, at) => {
    const connection = await leases.take(8000);
    order.push(at);
    await vi.advanceTimersByTimeAsync(1);
    leases.giveBack(connection);
  });
  await Promise.all(requests);
  expect(server.opened).toBe(3);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("a request that gets no connection in time is refused, and takes none later", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 1 });
  const held = await leases.take(8000);
  const waiting = outcome(leases.take(8000));
  await vi.advanceTimersByTimeAsync(8000);
  expect(await waiting).toBeInstanceOf(DatabaseUnavailable);
  leases.giveBack(held);
  expect(await outcome(leases.take(8000))).toBe("served");
  expect(server.opened).toBe(1);
});

test("the queue has an end", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 2 });
  const requests = Array.from({ length: 103 }, () => outcome(leases.take(8000)));
  expect(await requests.at(-1)).toMatchObject({ message: expect.stringMatching(/Too many/) });
  await vi.advanceTimersByTimeAsync(8000);
  const outcomes = await Promise.all(requests);
  expect(outcomes.filter((one) => one === "served")).toHaveLength(2);
});

test("while the server refuses, requests fail within 2 seconds and it is asked twice a second or more", async () => {
  const server = makeServer();
  server.refuses = refused();
  const leases = leasesOf(server.open, { most: 10 });
  const requests = Array.from({ length: 30 }, () => outcome(leases.take(8000)));
  await vi.advanceTimersByTimeAsync(2000);
  for (const request of await Promise.all(requests)) {
    expect(request).toBeInstanceOf(DatabaseUnavailable);
    expect(request).toMatchObject({ cause: { code: "ECONNREFUSED" } });
  }
  expect(server.attempts).toBeGreaterThanOrEqual(4);
  expect(server.attempts).toBeLessThan(60);
});

test("a server that is back serves those who wait within half a second", async () => {
  const server = makeServer();
  server.refuses = refused();
  const leases = leasesOf(server.open, { most: 10 });
  const early = outcome(leases.take(8000));
  await vi.advanceTimersByTimeAsync(3000);
  await early;
  const waiting = outcome(leases.take(8000));
  await vi.advanceTimersByTimeAsync(100);
  server.refuses = undefined;
  await vi.advanceTimersByTimeAsync(500);
  expect(await waiting).toBe("served");
});

test("connections that end are replaced, those in use and those that idle", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 2 });
  const [used, idle] = [await leases.take(8000), await leases.take(8000)];
  leases.giveBack(idle);
  server.endAll();
  const next = [await leases.take(8000), await leases.take(8000)];
  expect(next.every(({ lost }) => !lost)).toBe(true);
  leases.giveBack(used);
  expect(server.opened).toBe(4);
  expect(leases.wanted).toBe(2);
});

test("when one is found ended, none that was opened before is lent again, idle or in use", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 3 });
  const before = await Promise.all([leases.take(8000), leases.take(8000), leases.take(8000)]);
  const [met, idle, used] = before;
  leases.giveBack(idle);
  await vi.advanceTimersByTimeAsync(10);
  leases.giveBack(met, true);
  expect(idle.lost).toBe(true);
  leases.giveBack(used);
  const after = await Promise.all([leases.take(8000), leases.take(8000), leases.take(8000)]);
  expect(server.opened).toBe(6);
  expect(after.filter((one) => before.includes(one))).toEqual([]);
});

test("one that was still opening when another was found ended is not lent", async () => {
  const server = makeServer();
  const slow = async (onLost: () => void) => {
    const connection = await server.open(onLost);
    if (server.opened === 2) await new Promise((resolve) => setTimeout(resolve, 100));
    return connection;
  };
  const leases = leasesOf(slow, { most: 3 });
  const met = await leases.take(8000);
  const waiting = leases.take(8000);
  await vi.advanceTimersByTimeAsync(10);
  leases.giveBack(met, true);
  await vi.advanceTimersByTimeAsync(200);
  const lent = await waiting;
  expect([server.opened, lent.lost]).toEqual([3, false]);
});

test("one that ended with others before costs the new ones nothing", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 3 });
  const [one, other] = await Promise.all([leases.take(8000), leases.take(8000)]);
  await vi.advanceTimersByTimeAsync(10);
  leases.giveBack(one, true);
  const fresh = await leases.take(8000);
  leases.giveBack(fresh);
  leases.giveBack(other, true);
  expect(fresh.lost).toBe(false);
  expect(await leases.take(8000)).toBe(fresh);
});

test("one that ends while it idles takes the other idle ones along", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 3 });
  const [one, other] = await Promise.all([leases.take(8000), leases.take(8000)]);
  for (const connection of [one, other]) leases.giveBack(connection);
  await vi.advanceTimersByTimeAsync(10);
  server.endOldest();
  expect(other.lost).toBe(true);
});

test("a connection that idled for too long takes no other along", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 3 });
  const [one, other] = await Promise.all([leases.take(8000), leases.take(8000)]);
  leases.giveBack(one);
  await vi.advanceTimersByTimeAsync(55_000);
  leases.giveBack(other);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([one.lost, other.lost]).toEqual([true, false]);
});

test("a refused role reaches every request at once, with its reason", async () => {
  const server = makeServer();
  server.refuses = new Error("The role is a superuser.");
  const leases = leasesOf(server.open, { most: 2 });
  const requests = Array.from({ length: 5 }, () => outcome(leases.take(8000)));
  for (const request of await Promise.all(requests)) expect(request).toBe(server.refuses);
});

test("a connection that idles is closed, and one that is old is not lent again", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 2 });
  const first = await leases.take(8000);
  leases.giveBack(first);
  await vi.advanceTimersByTimeAsync(75_000);
  expect(first.lost).toBe(true);
  const second = await leases.take(8000);
  await vi.advanceTimersByTimeAsync(31 * 60_000);
  leases.giveBack(second);
  expect(second.lost).toBe(true);
});

test("closing waits for what is in use and refuses what comes later", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 2 });
  const held = await leases.take(8000);
  let closed = false;
  const closing = leases.close(5000).then(() => {
    closed = true;
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(closed).toBe(false);
  expect(await outcome(leases.take(8000))).toBeInstanceOf(DatabaseUnavailable);
  leases.giveBack(held);
  await closing;
  expect(held.lost).toBe(true);
});
