import { createRequire } from "node:module";
import { connect, type Socket } from "node:net";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testInstallation } from "@/db/testing-server";

/** What patches/postgres+3.4.9.patch mends, in both forms of the package; docs/decisions/lost-connections.md. */
const forms: [string, typeof postgres][] = [
  ["imported", postgres],
  ["required", createRequire(import.meta.url)("postgres")],
];

describe.each(forms)("the driver, %s", (_, driver) => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  const open: postgres.Sql[] = [];
  beforeEach(() => {
    process.on("uncaughtException", note);
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((sql) => sql.end({ timeout: 1 })));
    process.off("uncaughtException", note);
    process.off("unhandledRejection", note);
    expect(uncaught.splice(0)).toEqual([]);
  });

  const client = (options: postgres.Options<Record<string, postgres.PostgresType>> = {}) => {
    const sql = driver(testInstallation().adminUrl, { max: 1, onnotice: () => {}, ...options });
    open.push(sql);
    return sql;
  };
  /** Ends a session and waits until the server has forgotten it. */
  const terminate = async (pid: number) => {
    const admin = client();
    await admin`select pg_terminate_backend(${pid}, 5000)`;
  };
  const pidOf = async (sql: postgres.ISql) => {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    return row?.pid ?? 0;
  };

  test("a reservation whose session has ended refuses every query and never throws past its caller", async () => {
    const sql = client();
    const reserved = await sql.reserve();
    await terminate(await pidOf(reserved));
    for (let at = 0; at < 3; at++)
      await expect(reserved`select 1`).rejects.toMatchObject({ code: expect.any(String) });
    reserved.release();
    await expect(sql`select 1 as one`).resolves.toEqual([{ one: 1 }]);
  });

  test("a lost reservation gives its place back, as often as it happens", async () => {
    const sql = client();
    const pids = new Set<number>();
    for (let at = 0; at < 3; at++) {
      const reserved = await sql.reserve();
      const pid = await pidOf(reserved);
      pids.add(pid);
      await terminate(pid);
      await expect(reserved`select 1`).rejects.toThrow();
      reserved.release();
    }
    expect(pids.size).toBe(3);
  });

  test("a transaction whose session has ended never goes on in another one", async () => {
    const sql = client();
    let settle = (_: string) => {};
    const smuggled = new Promise<string>((resolve) => {
      settle = resolve;
    });
    const transaction = sql.begin(async (tx) => {
      await terminate(await pidOf(tx));
      await tx`select 1`.catch(() => {});
      // The next session takes the place of the lost one.
      await sql`select 1`;
      await tx`select 'outside of any transaction'`.then(
        () => settle("it ran"),
        () => settle("it was refused"),
      );
    });
    await expect(transaction).rejects.toThrow();
    expect(await smuggled).toBe("it was refused");
  });

  test("a cold reservation is answered without fetch_types", async () => {
    const reserved = await client({ fetch_types: false }).reserve();
    await expect(reserved`select 1 as one`).resolves.toEqual([{ one: 1 }]);
    reserved.release();
  });

  test("an end while the types are asked for is told to who asked, and to nobody else", async () => {
    const ending: Promise<void>[] = [];
    const sql = client({
      debug: (_, query) => {
        if (query.includes("typcategory")) ending.push(sql.end({ timeout: 0 }));
      },
    });
    await expect(sql`select 1`).rejects.toThrow();
    await Promise.all(ending);
    expect(ending).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
  });

  test("what is asked between the error and the close of a connection is refused too", async () => {
    const { hostname, port } = new URL(testInstallation().adminUrl);
    let socket: Socket | undefined;
    const sql = client({
      socket: () =>
        new Promise((resolve) => {
          const opened = connect(Number(port), hostname, () => resolve(opened));
          socket = opened;
        }),
    });
    const reserved = await sql.reserve();
    const asked = reserved`select pg_sleep(10)`.catch(() => reserved`rollback`);
    await new Promise((resolve) => setImmediate(resolve));
    socket?.destroy(new Error("the network is gone"));
    await expect(asked).rejects.toThrow();
  });

  test("a query that can't be built leaves the answers of the others where they belong", async () => {
    const reserved = await client().reserve();
    const parameter = (value: string | undefined) => [value] as string[];
    const outcomes = await Promise.allSettled([
      reserved.unsafe("select 'first' as answer"),
      reserved.unsafe("select $1::text as answer", parameter(undefined)),
      reserved.unsafe("select 'third' as answer"),
    ]);
    expect(outcomes).toMatchObject([
      { value: [{ answer: "first" }] },
      { reason: { code: "UNDEFINED_VALUE" } },
      { value: [{ answer: "third" }] },
    ]);
    reserved.release();
  });

  test("a stale plan fails its transaction and is not tried again after it", async () => {
    const reserved = await client().reserve();
    await reserved`create temp table plans as select 1 as a`;
    const select = () =>
      reserved.unsafe("select * from plans where a = $1", [1], { prepare: true });
    await select();
    await reserved`alter table plans add column b int default 2`;
    const [, stale, ended] = await Promise.allSettled([
      reserved.unsafe("begin"),
      select(),
      reserved.unsafe("commit"),
    ]);
    expect(stale).toMatchObject({ reason: { routine: "RevalidateCachedQuery" } });
    expect(ended).toMatchObject({ value: { command: "ROLLBACK" } });
    await expect(select()).resolves.toEqual([{ a: 1, b: 2 }]);
    reserved.release();
  });
});
