import { expect, test } from "vitest";
import { boundedQueue } from "@/server/photos/queue";

test("no more than the allowed number runs at once and each gets its turn in order", async () => {
  const inTurn = boundedQueue({ running: 2, waiting: 10 });
  let busy = 0;
  let most = 0;
  const started: number[] = [];
  const work = (name: number) => async () => {
    started.push(name);
    busy += 1;
    most = Math.max(most, busy);
    await new Promise((resolve) => setImmediate(resolve));
    busy -= 1;
    return name;
  };
  const names = [0, 1, 2, 3, 4, 5];
  expect(await Promise.all(names.map((name) => inTurn(work(name))))).toEqual(names);
  expect([most, started]).toEqual([2, names]);
});

test("work that fails gives its place back", async () => {
  const inTurn = boundedQueue({ running: 1, waiting: 1 });
  const failing = inTurn(() => Promise.reject(new Error("torn")));
  const next = inTurn(async () => "done");
  await expect(failing).rejects.toThrow("torn");
  expect(await next).toBe("done");
  expect(await inTurn(async () => "again")).toBe("again");
});

test("a full line refuses with the time to wait and keeps serving those in it", async () => {
  const inTurn = boundedQueue({ running: 1, waiting: 1 });
  let finish = () => {};
  const first = inTurn(() => new Promise<void>((resolve) => (finish = resolve)));
  const second = inTurn(async () => "second");
  await expect(inTurn(async () => "third")).rejects.toMatchObject({ status: 503, retryAfter: 10 });
  finish();
  await first;
  expect(await second).toBe("second");
});
