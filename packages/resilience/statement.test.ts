import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setSender } from "@/base/telemetry/sender";
import { commentOf } from "@/base/telemetry/statement";
import { beginTrace, within } from "@/base/telemetry/trace";
import { openScope, type Scope } from "@/db/scope";
import { items, site } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { testInstallation } from "@/db/testing-server";
import { type SlowWire, startSlowWire } from "./slow-wire";

describe("a comment", () => {
  test("can't be ended, nested or continued by what stands in it", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "binary" }), {
          maxKeys: 4,
        }),
        (values) => {
          const comment = commentOf(values);
          expect(comment).toMatch(/^\/\*[A-Za-z0-9_.~%=',-]*\*\/$/);
          expect(comment.slice(2, -2)).not.toMatch(/[*/]/);
          const quotes = comment.match(/'/g)?.length ?? 0;
          expect(quotes).toBe(Object.keys(values).length * 2);
        },
      ),
    );
  });

  test("is sorted and encoded as sqlcommenter says", () => {
    expect(commentOf({ traceparent: "00-a-b-01", route: "it's /x*/", "a b": "%" })).toBe(
      "/*a%20b='%25',route='it%27s%20%2Fx%2A%2F',traceparent='00-a-b-01'*/",
    );
  });
});

describeTwins("a transaction in a trace", (twins) => {
  let wire: SlowWire;
  let scope: Scope;
  beforeAll(async () => {
    setSender({ line() {}, span() {}, request() {} });
    const { hostname, port } = new URL(testInstallation().adminUrl);
    wire = await startSlowWire({ host: hostname, port: Number(port) }, 0);
    const { tenant } = twins().ours;
    const database = { ...tenant.database, server: `127.0.0.1:${wire.port}` };
    scope = openScope({ ...tenant, database }, { kind: "visitor" });
    await traced(nameNow);
  });
  afterAll(async () => {
    setSender(null);
    await wire?.close();
  });

  const traced = <T>(work: () => Promise<T>) => within(beginTrace("site"), work);
  const name = { name: sql<string>`current_setting('application_name')` };
  const nameNow = async () => {
    const [row] = await scope.read((tx) => tx.select(name).from(site));
    return row?.name;
  };

  test("is named by its trace, and by nothing once it has ended", async () => {
    const trace = beginTrace("site");
    const inside = await within(trace, nameNow);
    expect(inside).toMatch(new RegExp(`^swingtag ${trace.traceId}-[0-9a-f]{16}$`));
    expect(inside?.length).toBeLessThanOrEqual(63);
    expect(await nameNow()).not.toContain(trace.traceId);
  });

  test("is named when it writes, and not after it has failed", async () => {
    const trace = beginTrace("site");
    const member = openScope(scope.tenant, { kind: "system", reason: "naming" });
    const write = (fail: boolean) =>
      within(trace, () =>
        member.write(async (tx) => {
          const [row] = await tx.select(name).from(site);
          if (fail) throw new Error("rolled back");
          return row?.name;
        }),
      );
    expect(await write(false)).toContain(trace.traceId);
    await expect(write(true)).rejects.toThrow("rolled back");
    const [after] = await member.read((tx) => tx.select(name).from(site));
    expect(after?.name).not.toContain(trace.traceId);
  });

  test("takes no round trip more", async () => {
    wire.reset();
    await traced(() =>
      scope.read((tx) => Promise.all([tx.select(name).from(site), tx.$count(items)])),
    );
    expect(wire.roundTrips).toBe(1);
  });

  test("leaves prepared statements as they are: one for each query, however many traces", async () => {
    const prepared = async () => {
      const [row] = await scope.read((tx) =>
        tx
          .select({ count: sql<number>`(select count(*)::int from pg_prepared_statements)` })
          .from(site),
      );
      return row?.count;
    };
    await traced(prepared);
    const before = await traced(prepared);
    for (let at = 0; at < 20; at++) await traced(nameNow);
    expect(await traced(prepared)).toBe(before);
  });

  test("tells nobody a trace outside of one", async () => {
    expect(await nameNow()).toMatch(/^swingtag /);
    expect(await nameNow()).not.toMatch(/[0-9a-f]{32}/);
  });

  test("is seen by the server as a comment that hides nothing of the settings", async () => {
    const admin = postgres(twins().adminUrl(scope.tenant.database.name), { max: 1 });
    const text = `begin read only ${commentOf({ route: "*/ drop table items; /*" })}; select 1; commit`;
    await expect(admin.unsafe(text)).resolves.toBeDefined();
    await admin.end();
  });
});
