import { beforeAll, expect, test } from "vitest";
import { readBatch } from "./batch";
import type { Connection } from "./connection";
import { leasesOf } from "./leases";
import type { Query } from "./queries";

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@localhost/none",
    SECRET: "a secret for tests that guards nothing",
    DEMO: "1",
  });
});

/** A server whose sessions can end without the news of it: each is found ended by the query that meets it. */
function makeServer() {
  const ended = new Set<object>();
  const sessions: object[] = [];
  return {
    async open(): Promise<Connection> {
      const session = {};
      sessions.push(session);
      let lost = false;
      const answer = async () => {
        if (!ended.has(session)) return [];
        lost = true;
        throw Object.assign(new Error("terminating connection"), { code: "57P01" });
      };
      return {
        // Of the driver nothing is asked but to send a text.
        sql: { unsafe: () => ({ execute: answer }) } as never,
        get lost() {
          return lost;
        },
        opened: performance.now(),
        generation: 0,
        destroy() {
          lost = true;
        },
        close: async () => {},
      };
    },
    endAll() {
      for (const session of sessions) ended.add(session);
    },
    get opened() {
      return sessions.length;
    },
  };
}

const read: Query = { text: "select 1", parameters: [], method: "execute" };

test("a read whose connection was ended is sent again on a new one, and on none that ended with it", async () => {
  const server = makeServer();
  const leases = leasesOf(server.open, { most: 4 });
  const pool = { address: { name: "pool", server: "", generation: 0 }, ...leases };
  const reading = () => readBatch(pool, "", [read, read], 8000);
  await Promise.all(Array.from({ length: 4 }, reading));
  expect(server.opened).toBe(4);
  server.endAll();
  for (let at = 0; at < 4; at++)
    expect(await reading()).toEqual(Array(2).fill({ status: "fulfilled", value: [] }));
  expect(leases.counts.idle).toBe(1);
});
