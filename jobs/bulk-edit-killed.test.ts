import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { count, countDistinct, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterEach, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation, listOperations } from "@/db/platform/queries/operations";
import { openScope, type Scope } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { fieldValues } from "@/db/tenant/own-schema";
import { addMember } from "@/db/tenant/queries/members";
import { addField } from "@/db/tenant/queries/own-fields";
import { beginBulkEdit, findBulkEdit, previewChange } from "@/db/tenant/queries/table/bulk-edits";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { describeTwins } from "@/db/testing";
import { orderBulkEdit } from "@/server/items/bulk-edit";
import { sweepOperations } from "./sweep";
import { startWorker, type Worker } from "./worker";

/** The advisory lock that the worker waits for in the midst of the second part. */
const GATE = 90_211;
/** Some of them are in the trash; the others are more than two parts. */
const ITEMS = 1200;

describeTwins("a bulk edit whose worker is killed in the midst of a part", (twins) => {
  let child: ChildProcess | undefined;
  let worker: Worker | undefined;
  let sql: postgres.Sql | undefined;
  afterEach(async () => {
    child?.kill("SIGKILL");
    await worker?.stop();
    await sql?.unsafe("drop function if exists gate_edit cascade");
    await sql?.end();
  });

  test("is finished by the next worker, with nothing done twice or left out, and is one undo", async () => {
    const { database, id: oursId } = twins().ours.tenant;
    const [tenant] = await generateTenants({
      tenants: 1,
      items: ITEMS,
      prefix: `edit-${oursId.slice(0, 8)}`,
      databaseName: database.name,
    });
    if (!tenant) throw new Error("There is no site to change.");
    const scope = openScope(tenant, { kind: "system", reason: "test" });
    const memberId = await scope.write(async (tx) => {
      const { id } = await addMember(tx, {
        email: "editor@killed.example",
        role: "editor",
        verified: true,
      });
      const rest = { seenBy: "members", group: "", unit: "", choices: ["PVC"] } as const;
      await addField(tx, { label: "Pellets", type: "choice", of: "item", ...rest });
      return id;
    });

    sql = postgres(twins().adminUrl(database.name), {
      ...{ max: 1, max_lifetime: null, onnotice: () => {} },
    });
    await sql.unsafe(`create function gate_edit() returns trigger language plpgsql as $$
      begin
        if exists (select from bulk_edits where passed >= 500)
          then perform pg_advisory_xact_lock_shared(${GATE}); end if;
        return new;
      end $$;
      create trigger gate_edit before insert on field_values for each row
        when (new.tenant_id = '${tenant.id}') execute function gate_edit()`);
    await sql`select pg_advisory_lock(${GATE}::bigint)`;

    const [{ meant } = { meant: 0 }] = await sql<{ meant: number }[]>`
      select count(*)::int as meant from items where tenant_id = ${tenant.id} and trashed_at is null`;
    expect(meant).toBeGreaterThan(1000);
    const edit = await begin(scope, memberId);
    await orderBulkEdit({ tenant, id: edit, memberId });
    const [operation] = await platform.read((tx) => listOperations(tx, tenant.id));
    child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
      env: { ...process.env, SPARES: "0", WORKER: "apart" },
      stdio: "ignore",
    });
    const waiting = async () => {
      const [row] = (await sql?.unsafe(
        `select count(*)::int as count from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted`,
      )) ?? [{ count: 0 }];
      return row?.count;
    };
    await vi.waitUntil(async () => (await waiting()) === 1, { timeout: 120_000, interval: 100 });
    child.kill("SIGKILL");
    await sql`select pg_advisory_unlock_all()`;
    await vi.waitUntil(async () => (await counted(scope)).values === 500, { timeout: 30_000 });
    expect(await scope.read((tx) => findBulkEdit(tx, edit))).toMatchObject({
      passed: 500,
      changed: 500,
      ended: false,
    });

    worker = startWorker();
    await vi.waitUntil(
      async () => {
        await sweepOperations();
        const now = await platform.read((tx) => findOperation(tx, operation?.id ?? ""));
        return now?.state === "succeeded";
      },
      { timeout: 120_000, interval: 500 },
    );
    expect(await scope.read((tx) => findBulkEdit(tx, edit))).toMatchObject({
      ...{ passed: meant, changed: meant, leftAlone: 0, ended: true, problem: "" },
    });
    expect(await counted(scope)).toEqual({ values: meant, items: meant });
    await scope.write((tx) => undoChangeSet(tx, edit));
    expect(await counted(scope)).toEqual({ values: 0, items: 0 });
  }, 400_000);

  async function begin(scope: Scope, memberId: string): Promise<string> {
    const id = randomUUID();
    const change = { do: "set", field: "own-pellets", value: "PVC" } as const;
    const selection = { filter: EVERYTHING, except: [] };
    const fields = await scope.read((tx) => listTableFields(tx));
    const { seen } = await scope.read((tx) => previewChange(tx, fields, selection, change));
    await scope.write((tx) => beginBulkEdit(tx, { id, memberId, selection, change, seen }));
    return id;
  }

  /** How many values there are, and of how many items. */
  async function counted(scope: Scope): Promise<{ values: number; items: number }> {
    const [row] = await scope.read((tx) =>
      tx
        .select({ values: count(), items: countDistinct(fieldValues.itemId) })
        .from(fieldValues)
        .where(eq(fieldValues.text, "PVC")),
    );
    return row ?? { values: 0, items: 0 };
  }
});
