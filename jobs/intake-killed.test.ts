import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { withDeadline } from "@/db/deadline";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import type { Scope } from "@/db/scope";
import { copies } from "@/db/tenant/copy-schema";
import {
  addIntake,
  beginReading,
  countOutcomes,
  findIntake,
} from "@/db/tenant/queries/intake/intakes";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { items } from "@/db/tenant/schema";
import { describeTwins } from "@/db/testing";
import { orderIntake } from "@/server/intake/order";
import { storeSheet } from "@/server/intake/sheet-file";
import { CSV } from "@/server/intake/testing-intake";
import { startWriting } from "@/server/intake/writing";
import { sweepOperations } from "./sweep";
import { startWorker, type Worker } from "./worker";

const folder = mkdtempSync(join(tmpdir(), "swingtag-intake-"));
process.env.FILES = folder;
process.env.SPARES = "0";
afterAll(async () => rm(folder, { recursive: true, force: true }));

/** The advisory lock that the worker waits for in the midst of a part. */
const GATE = 90_212;
/** More than two parts. */
const ROWS = 1200;
const MARK = "Killed midway";

describeTwins("an import whose worker is killed", (twins) => {
  let child: ChildProcess | undefined;
  let worker: Worker | undefined;
  let sql: postgres.Sql | undefined;
  afterEach(async () => {
    child?.kill("SIGKILL");
    await worker?.stop();
    await sql?.unsafe("drop function if exists gate_intake cascade");
    await sql?.end();
  });

  test.each([
    ["while it reads", "intake_rows", "reading"],
    ["while it writes", "copies", "writing"],
  ] as const)(
    "%s goes on, adds each row once, and is one undo",
    async (_, table, phase) => {
      const { ours, adminUrl } = twins();
      const { tenant } = ours;
      const scope = ours.as("editor");
      const before = await counted(scope);
      const id = randomUUID();
      const memberId = ours.members.editor.id;
      const lines = Array.from({ length: ROWS }, (__, at) => `${MARK} ${phase} ${at},${at % 7}`);
      const edition = await scope.write(async (tx) => {
        await addIntake(tx, { id, memberId, fileName: "killed.csv" });
        await storeSheet(tenant, id, Buffer.from(`Name,Colour\n${lines.join("\n")}\n`));
        return beginReading(tx, id, { format: CSV, mapping: MAPPING });
      });
      const order = { tenant, id, memberId, edition };

      sql = postgres(adminUrl(tenant.database.name), { max: 1, onnotice: () => {} });
      await sql.unsafe(`create function gate_intake() returns trigger language plpgsql as $$
      begin
        if exists (select from intakes where id = '${id}' and state = '${phase}' and passed >= 500)
          then perform pg_advisory_xact_lock_shared(${GATE}); end if;
        return null;
      end $$;
      create trigger gate_intake after insert on ${table} for each statement execute function gate_intake()`);
      await sql`select pg_advisory_lock(${GATE}::bigint)`;
      if (phase === "writing") {
        worker = startWorker();
        await ended(await orderIntake({ ...order, phase: "reading" }));
        await worker.stop();
        await startWriting(scope.during("import items", id), id, "all");
      }
      const operation = await orderIntake({ ...order, phase });
      child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
        env: { ...process.env, WORKER: "apart" },
        stdio: "ignore",
      });
      await vi.waitUntil(
        async () => {
          const [row] = (await sql?.unsafe(
            `select count(*)::int as count from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted`,
          )) ?? [{ count: 0 }];
          return row?.count === 1;
        },
        { timeout: 120_000, interval: 100 },
      );
      child.kill("SIGKILL");
      await sql`select pg_advisory_unlock_all()`;
      await vi.waitUntil(
        async () => (await scope.read((tx) => findIntake(tx, id)))?.passed === 500,
        { timeout: 30_000, interval: 200 },
      );
      if (phase === "writing") expect((await counted(scope)).items - before.items).toBe(500);

      worker = startWorker();
      await ended(operation);
      if (phase === "reading") {
        expect(await scope.read((tx) => countOutcomes(tx, id))).toMatchObject({ new: ROWS });
        await startWriting(scope.during("import items", id), id, "all");
        await ended(await orderIntake({ ...order, phase: "writing" }));
      }
      expect(await scope.read((tx) => findIntake(tx, id))).toMatchObject({
        ...{ state: "ended", added: ROWS, changed: 0, leftAlone: 0, problem: "" },
      });
      const now = await counted(scope);
      expect([now.items - before.items, now.copies - before.copies]).toEqual([ROWS, ROWS]);
      // An undo of thousands of rows takes longer than a save may.
      await withDeadline(60_000, () => scope.write((tx) => undoChangeSet(tx, id)));
      expect(await counted(scope)).toEqual(before);
    },
    400_000,
  );

  async function ended(id: string): Promise<void> {
    await vi.waitUntil(
      async () => {
        await sweepOperations();
        const now = await platform.read((tx) => findOperation(tx, id));
        return now?.state === "succeeded";
      },
      { timeout: 120_000, interval: 500 },
    );
  }

  async function counted(scope: Scope): Promise<{ items: number; copies: number }> {
    const [[ofItems], [ofCopies]] = await scope.read((tx) =>
      Promise.all([
        tx.select({ value: count() }).from(items),
        tx.select({ value: count() }).from(copies).innerJoin(items, eq(items.id, copies.itemId)),
      ]),
    );
    return { items: ofItems?.value ?? 0, copies: ofCopies?.value ?? 0 };
  }
});

const column = (name: string, field: string) => ({
  ...{ name, target: { to: "field", field }, words: [], empties: false },
});
const MAPPING = {
  columns: [column("Name", "name"), column("Colour", "colour")],
  places: "refuse",
  tidy: true,
};
