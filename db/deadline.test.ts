import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beginTrace, within } from "@/base/telemetry/trace";
import { inTurn, withDeadline } from "./deadline";
import { DatabaseUnavailable } from "./pools/unavailable";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const request = <T>(work: () => Promise<T>) =>
  within(beginTrace("site", { requestId: "one" }), work);
const job = <T>(work: () => Promise<T>) => within(beginTrace("job", { operation: "one" }), work);

/** A transaction that takes so long. @returns how long it was told that it may take */
const taking = (ms: number, failure?: Error) =>
  inTurn(async (left) => {
    await vi.advanceTimersByTimeAsync(ms);
    if (failure) throw failure;
    return left;
  });

const refused = (what: Promise<unknown>) =>
  expect(what).rejects.toBeInstanceOf(DatabaseUnavailable);

const lockTimeout = () =>
  new DatabaseUnavailable("The database could not answer in time.", {
    cause: new Error("Failed query", { cause: Object.assign(new Error(), { code: "55P03" }) }),
  });

test("the transactions of a request share one deadline, and beyond it none begins", async () => {
  await request(async () => {
    expect(await taking(5000)).toBe(8000);
    expect(await taking(2000)).toBe(3000);
    expect(await taking(1000)).toBe(1000);
    await refused(taking(0));
  });
  expect(await request(() => taking(0))).toBe(8000);
});

test("what a request does between its transactions is not counted", async () => {
  await request(async () => {
    await taking(1000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await taking(0)).toBe(7000);
  });
});

test("transactions that run at once, or one within another, are counted once", async () => {
  await request(async () => {
    await inTurn(async () => {
      await vi.advanceTimersByTimeAsync(1000);
      expect(await taking(2000)).toBe(7000);
    });
    await Promise.all([inTurn(async () => {}), taking(1000)]);
    expect(await taking(0)).toBe(4000);
  });
});

test("after a time-out of the server a request's next transaction is refused at once", async () => {
  await request(async () => {
    await refused(taking(5000, lockTimeout()));
    await refused(taking(0));
  });
});

test("after another failure a request has what is left of its time", async () => {
  await request(async () => {
    await expect(taking(5000, new Error("a bug"))).rejects.toThrow("a bug");
    expect(await taking(0)).toBe(3000);
  });
});

test("each transaction of a job, and of what nobody asked for, has a deadline of its own", async () => {
  for (const run of [job, <T>(work: () => Promise<T>) => work()])
    await run(async () => {
      await refused(taking(5000, lockTimeout()));
      await taking(7999);
      expect(await taking(0)).toBe(8000);
    });
});

test("work with a deadline of its own uses up none of the request's, and runs when that is over", async () => {
  await request(async () => {
    await refused(withDeadline(3000, () => taking(3000, lockTimeout())));
    expect(await taking(8000)).toBe(8000);
    await refused(taking(0));
    expect(await withDeadline(3000, () => taking(0))).toBe(3000);
  });
});
