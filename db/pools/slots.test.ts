import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Leases, leasesOf } from "./leases";
import { type Slots, slotsOf } from "./slots";
import { DatabaseUnavailable } from "./unavailable";

/** The databases of one process: how many connections are open to each, and the most there were of all. */
let open: Map<string, number>;
let most: number;
let slots: Slots;

beforeEach(() => {
  open = new Map();
  most = 0;
  slots = slotsOf(12, 2);
});
afterEach(() => {
  vi.useRealTimers();
});

interface Lent {
  readonly lost: boolean;
  readonly opened: number;
  destroy(): void;
  close(): Promise<void>;
}

function database(name: string, { server = "", favoured = false, answers = true } = {}) {
  const count = (by: number) => {
    open.set(name, (open.get(name) ?? 0) + by);
    most = Math.max(
      most,
      [...open.values()].reduce((sum, one) => sum + one, 0),
    );
  };
  const connect = async (onLost: () => void): Promise<Lent> => {
    count(1);
    if (!answers) await new Promise(() => {});
    await soon();
    let lost = false;
    const destroy = () => {
      if (!lost) count(-1);
      lost = true;
      onLost();
    };
    return {
      get lost() {
        return lost;
      },
      opened: performance.now(),
      destroy,
      // The server takes its time.
      close: () => soon().then(destroy),
    };
  };
  return leasesOf(connect, { most: 4, slots, server, favoured });
}

/** A request that holds its connection for a moment. */
async function visit(leases: Leases<Lent>): Promise<void> {
  const connection = await leases.take(8000);
  await soon();
  leases.giveBack(connection);
}

/** After whatever can happen without waiting for anybody. */
const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

async function take(leases: Leases<Lent>, count: number): Promise<Lent[]> {
  return Promise.all(Array.from({ length: count }, () => leases.take(8000)));
}

const settled = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => "served",
      (error: unknown) => error,
    ),
    soon()
      .then(soon)
      .then(() => "waits"),
  ]);

test("a thousand databases touched once, one after the other, stay under the cap", async () => {
  for (let at = 0; at < 1000; at++) await visit(database(`own ${at}`));
  expect(most).toBe(12);
  expect(slots.held).toBe(12);
});

test("a thousand databases touched at once are all served, under the cap", async () => {
  const visits = Array.from({ length: 1000 }, (_, at) => visit(database(`own ${at}`)));
  await Promise.all(visits);
  expect(most).toBeLessThanOrEqual(12);
});

test("the idle connection of the database unused for longest makes room", async () => {
  const all = Array.from({ length: 12 }, (_, at) => database(`own ${at}`));
  for (const leases of all) await visit(leases);
  await visit(all[0] ?? database("none"));
  await visit(database("own 12"));
  expect([open.get("own 0"), open.get("own 1"), open.get("own 12")]).toEqual([1, 0, 1]);
});

test("several slow databases leave a slot to the next, and some to the platform", async () => {
  const slow = ["one", "two", "three", "four"].map((name) => database(name));
  for (const leases of slow) for (let at = 0; at < 9; at++) void leases.take(8000).catch(() => {});
  await soon();
  expect(await settled(database("quiet").take(8000))).toBe("served");
  const platform = database("platform", { favoured: true });
  expect(await settled(platform.take(8000))).toBe("served");
  expect(most).toBeLessThanOrEqual(12);
});

test("a server that never answers leaves slots to the others, however many databases it has", async () => {
  await visit(database("pool"));
  for (let at = 0; at < 30; at++)
    void database(`far ${at}`, { server: "far:5432", answers: false })
      .take(8000)
      .catch(() => {});
  await soon();
  expect(await settled(database("pool").take(8000))).toBe("served");
});

test("where the total is reached, who has least is served first, and then who waits longest", async () => {
  slots = slotsOf(12);
  const [greedy, first, second] = [database("greedy"), database("first"), database("second")];
  const held = await take(greedy, 3);
  for (let at = 0; at < 9; at++) await take(database(`own ${at}`), 1);
  const order: string[] = [];
  const wait = (name: string, leases: Leases<Lent>) =>
    leases.take(8000).then(
      () => void order.push(name),
      () => {},
    );
  void wait("greedy", greedy);
  void wait("first", first);
  void wait("second", second);
  for (const connection of held) {
    const served = order.length;
    greedy.giveBack(connection);
    await vi.waitUntil(() => order.length > served);
  }
  expect(order).toEqual(["first", "second", "greedy"]);
  expect(most).toBe(12);
});

test("who gets no slot in time is refused, and takes none later", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  slots = slotsOf(2);
  const [one, two, late] = [database("one"), database("two"), database("late")];
  const [held] = await take(one, 1);
  await take(two, 1);
  const waiting = late.take(8000).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(8000);
  expect(await waiting).toBeInstanceOf(DatabaseUnavailable);
  if (held) one.giveBack(held);
  expect(open.get("late") ?? 0).toBe(0);
});
