import { beforeAll, expect, test, vi } from "vitest";
import type { Connection } from "./connection";
import type { Query } from "./queries";

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@localhost/none",
    SECRET: "a secret for tests that guards nothing",
    DEMO: "1",
  });
});

const asked: Query = { text: "select version from site", parameters: [], method: "all" };
const OPENING = "; set local app.tenant_id = 'x'";
const BEGIN = `set transaction read only${OPENING}; `;

/** A session that prepares as Postgres does: a name once, and nothing that it was not told. */
function makeSession() {
  const names = new Set<string>();
  const messages: string[] = [];
  let fails = false;
  const answer = async (message: string) => {
    messages.push(message);
    const [, fresh] = /prepare (\w+) as/.exec(message) ?? [];
    if (fresh && names.has(fresh)) throw new Error(`prepared statement ${fresh} already exists`);
    if (fresh) names.add(fresh);
    const [, name = ""] = /execute (\w+)$/.exec(message) ?? [];
    if (!names.has(name)) throw new Error(`prepared statement ${name} does not exist`);
    if (fails) throw new Error("cached plan must not change result type");
    return [[], [], [["3"]]];
  };
  const connection: Connection = {
    sql: { unsafe: (message: string) => ({ values: () => answer(message) }) } as never,
    lost: false,
    opened: 0,
    generation: 0,
    destroy() {},
    close: async () => {},
  };
  const failing = (now: boolean) => {
    fails = now;
  };
  return { connection, messages, failing };
}

test("a connection that several bundles use prepares a query once for all of them", async () => {
  const { connection, messages } = makeSession();
  const { sendAsOne } = await import("./queries");
  expect(await sendAsOne(connection, OPENING, asked)).toEqual([["3"]]);
  vi.resetModules();
  const { sendAsOne: ofAnotherBundle } = await import("./queries");
  expect(ofAnotherBundle).not.toBe(sendAsOne);
  expect(await ofAnotherBundle(connection, OPENING, asked)).toEqual([["3"]]);
  await ofAnotherBundle(connection, OPENING, { ...asked, text: "select 1" });
  await sendAsOne(connection, OPENING, { ...asked, text: "select 2" });
  const [first = "", second = ""] = messages;
  const [, name] = /execute (\w+)$/.exec(first) ?? [];
  expect(first).toBe(`${BEGIN}prepare ${name} as select version from site; execute ${name}`);
  expect(second).toBe(`${BEGIN}execute ${name}`);
  expect(new Set(messages.map((message) => /execute (\w+)$/.exec(message)?.[1])).size).toBe(3);
});

test("what failed is prepared anew, under another name", async () => {
  const { connection, failing } = makeSession();
  const { sendAsOne } = await import("./queries");
  await sendAsOne(connection, OPENING, asked);
  failing(true);
  await expect(sendAsOne(connection, OPENING, asked)).rejects.toThrow("cached plan");
  failing(false);
  expect(await sendAsOne(connection, OPENING, asked)).toEqual([["3"]]);
});
