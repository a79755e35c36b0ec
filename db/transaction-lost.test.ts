import { expect, test, vi } from "vitest";
import type { Pool } from "./pools";
import type { Connection } from "./pools/connection";
import { DatabaseUnavailable, writeTogether } from "./transaction";

/** A pool with one connection, which is lost at the first statement that matches. */
function poolThatLoses(statement: RegExp): Pool {
  const lost = () => Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });
  const unsafe = (text: string) => {
    const answer = statement.test(text) ? Promise.reject(lost()) : Promise.resolve({});
    return Object.assign(answer, { execute: () => answer });
  };
  const connection = { sql: { unsafe }, destroy: vi.fn() } as unknown as Connection;
  return {
    address: { name: "ours", server: "", generation: 0 },
    take: async () => connection,
    giveBack: vi.fn(),
  } as unknown as Pool;
}

const failureOf = (pool: Pool, work = async () => "done") =>
  writeTogether(pool, "set local a.b = 'c'", work).catch((error: unknown) => error);

test("a write whose connection was lost before its commit was certainly not saved", async () => {
  const failure = await failureOf(poolThatLoses(/^begin/));
  expect(failure).toBeInstanceOf(DatabaseUnavailable);
  expect(failure).toMatchObject({ maybeSaved: false });
});

test("a write for which no connection was ever made was certainly not saved", async () => {
  const away = new DatabaseUnavailable("The database cannot be reached.");
  const pool = { ...poolThatLoses(/never/), take: () => Promise.reject(away) };
  expect(await failureOf(pool)).toMatchObject({ maybeSaved: false });
});

test("a write whose commit was sent and not answered may have been saved", async () => {
  const failure = await failureOf(poolThatLoses(/^commit/));
  expect(failure).toBeInstanceOf(DatabaseUnavailable);
  expect(failure).toMatchObject({ maybeSaved: true });
});

test("a write that takes too long may have been saved only when its commit was sent", async () => {
  vi.useFakeTimers();
  const working = failureOf(poolThatLoses(/never/), () => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await working).toMatchObject({ name: "DatabaseUnavailable", maybeSaved: false });
  const pool = poolThatLoses(/never/);
  const connection = await pool.take(0);
  const { unsafe } = connection.sql;
  Object.assign(connection.sql, {
    unsafe: (text: string) => (text === "commit" ? new Promise(() => {}) : unsafe(text)),
  });
  const committing = failureOf(pool);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await committing).toMatchObject({ name: "DatabaseUnavailable", maybeSaved: true });
  vi.useRealTimers();
});
