import postgres from "postgres";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { addDatabase, addressIn, findDatabase } from "@/db/platform/queries/databases";
import { findOperation, type Operation } from "@/db/platform/queries/operations";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { DatabaseKind } from "@/db/platform/states";
import type { DatabaseAddress } from "@/db/pools";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { namesOf } from "@/db/setup";
import type { Twins } from "@/db/testing";
import { copyOfTemplate } from "@/db/testing-server";
import { type MoveOrder, orderMove, STEPS } from "@/server/life/move";
import { newDatabaseName } from "@/server/life/own-database";
import { kinds } from "./kinds";
import { perform } from "./operation";

/** Orders and performs moves of a twin, one attempt at a time, as a worker would. */
export function moverOf(twins: () => Twins) {
  const id = () => twins().ours.tenant.id;

  const order = (to: MoveOrder["to"], more: Partial<MoveOrder> = {}) =>
    orderMove({ tenant: twins().ours.tenant, to, by: "owner", reason: "test", ...more });

  /** One attempt; the operation as it is after it, with what the attempt threw as its error. */
  const attempt = async (operation: string): Promise<Operation> => {
    const thrown = await perform(operation, kinds, new AbortController().signal).then(
      () => null,
      (error: unknown) => error,
    );
    const after = await platform.read((tx) => findOperation(tx, operation));
    if (!after) throw new Error("The operation is gone.");
    return thrown instanceof Error ? { ...after, error: thrown.message } : after;
  };

  /** Attempts until it has ended. */
  const end = async (operation: string): Promise<Operation> => {
    for (;;) {
      const after = await attempt(operation);
      if (after.state === "succeeded" || after.state === "failed") return after;
    }
  };

  const home = async (): Promise<Tenant> => {
    const tenant = await platform.read((tx) => findTenantById(tx, id()));
    if (!tenant) throw new Error("Our tenant is gone.");
    return tenant;
  };

  return {
    order,
    attempt,
    end,
    home,
    moveTo: async (to: MoveOrder["to"], more?: Partial<MoveOrder>) => end(await order(to, more)),
    /** What a database has of ours: each table's number of rows and checksum. */
    rowsIn: (database: DatabaseAddress) =>
      withTenantRows(database, id(), "snapshot", async (rows) => {
        const found: Record<string, unknown> = {};
        for (const table of rows.tables) found[table.name] = await rows.digest(table);
        return found;
      }),
    countIn: (database: DatabaseAddress) =>
      withTenantRows(database, id(), "snapshot", (rows) => rows.count()),
    /** Runs SQL on a database as its administrator. */
    sql: async (database: string, statement: string) => {
      const sql = postgres(twins().adminUrl(database), { max: 1, onnotice: () => {} });
      try {
        return await sql.unsafe(statement);
      } finally {
        await sql.end();
      }
    },
    /** A transaction of a writer of ours that has begun. */
    begin: async (database: string): Promise<postgres.Sql> => {
      const sql = postgres(twins().adminUrl(database), { max: 1, onnotice: () => {} });
      await sql.unsafe(
        `begin; set local role ${database}; set local app.audience = 'members'; set local app.tenant_id = '${id()}'`,
      );
      return sql;
    },
    /** Runs SQL on ours alone, behind the policies, as the login of a database that has rows of ours. */
    ourSql: async (database: string, statement: string) => {
      const sql = postgres(twins().adminUrl(database), { max: 1, onnotice: () => {} });
      try {
        await sql.unsafe(
          `set role ${database}; set app.audience = 'members'; set app.tenant_id = '${id()}'`,
        );
        return await sql.unsafe(statement);
      } finally {
        await sql.end();
      }
    },
    platformName: () => namesOf(env().DATABASE_PREFIX).platform,
    /** What waits for ours, of a kind. */
    waiting: async (kind: string) => {
      const sql = postgres(twins().adminUrl(namesOf(env().DATABASE_PREFIX).platform), { max: 1 });
      try {
        return await sql<{ id: string; input: { name: string }; hours: number }[]>`
          select id, input, extract(epoch from run_at - now())::float / 3600 as hours from operations
          where kind = ${kind} and state in ('waiting', 'running') and (tenant_id = ${id()} or tenant_id is null)
          order by created_at`;
      } finally {
        await sql.end();
      }
    },
  };
}

/** A change of a row, before which a trigger can stand: on the platform, in the present home or in the new one. */
export type Moment = readonly [
  place: "platform" | "from" | "to",
  table: string,
  when: string,
  condition: string,
];

const atStep = (step: string): Moment => [
  "platform",
  "operations",
  "update",
  `new.step = '${step}' and new.step <> old.step`,
];

/** What a move changes, in its order. */
export const MOMENTS = {
  choosing: ["platform", "operations", "update", "new.memory ? 'to' and not old.memory ? 'to'"],
  copying: atStep(STEPS.copy),
  writing: ["to", "copies", "insert", "true"],
  catchingUp: atStep(STEPS.catchUp),
  pausing: atStep(STEPS.switch),
  sealing: ["from", "ledger.seals", "insert", "true"],
  sealingForGood: ["from", "ledger.seals", "update", "new.until = 'infinity'"],
  pointing: ["platform", "tenants", "update", "new.database_id <> old.database_id"],
  noting: ["platform", "audit", "insert", "new.action = 'moved the site'"],
  tidying: atStep(STEPS.finish),
} as const satisfies Record<string, Moment>;

/** A further database of this test file, as the platform knows it. */
export async function addTestDatabase(kind: DatabaseKind): Promise<DatabaseAddress> {
  const name = newDatabaseName();
  await copyOfTemplate("tenant", name);
  const state = kind === "pool" ? "ready" : "spare";
  return platform.write(async (tx) => {
    await addDatabase(tx, { kind, name, server: "", state });
    const database = await findDatabase(tx, name);
    if (!database) throw new Error("The database was not entered.");
    return addressIn(database);
  });
}
