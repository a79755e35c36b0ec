import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { openScope, type Scope } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { prepareTenantDatabase } from "@/db/setup";
import type { IntakeState } from "@/db/tenant/intake";
import {
  addIntake,
  countOutcomes,
  findIntake,
  type Intake,
} from "@/db/tenant/queries/intake/intakes";
import { listIntakeRows } from "@/db/tenant/queries/intake/rows";
import { listMembers } from "@/db/tenant/queries/members";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { seeUndo } from "@/server/history/large-undo";
import { takeBack } from "@/server/history/take-back";
import { lookAtSheet } from "@/server/intake/looking";
import { beginToRead, beginToWrite } from "@/server/intake/running";
import { storeSheet } from "@/server/intake/sheet-file";
import { suggestMapping } from "@/server/sheet/match";
import type { Figure } from "./figures";
import { type IdleWorker, startIdleWorker } from "./idle-worker";
import { inventedSheet } from "./import-sheet";
import { quantile } from "./load";
import { inDatabase } from "./sizes";
import { succeeded } from "./succeeded";
import type { Testbed } from "./testbed";

const ROWS = 100_000;
const FEW = 2000;
const PREVIEWS = 5;

/** How long sheets take on their way in and out again, in a pool in which another site lives. */
export async function measureImport(testbed: Testbed): Promise<Figure[]> {
  const scope = await importingSite(testbed);
  const preview = await previewOf(scope);
  const worker = await startIdleWorker();
  try {
    return [preview, ...(await inAndOut(testbed, scope, worker))];
  } finally {
    await worker.stop();
  }
}

/** From the bytes of a dropped file to the rows of its first page, as the room does it. */
async function previewOf(scope: Scope): Promise<Figure> {
  const seconds: number[] = [];
  for (let round = 0; round <= PREVIEWS; round++) {
    const sheet = inventedSheet(`preview ${round}`, FEW);
    const taken = await secondsOf(async () => {
      const id = await bring(scope, sheet);
      await scope.read((tx) =>
        Promise.all([
          countOutcomes(tx, id),
          listIntakeRows(tx, id, { outcome: null, after: 0 }),
          listTableFields(tx),
        ]),
      );
    });
    // The first warms up.
    if (round > 0) seconds.push(taken);
  }
  const middle = quantile(seconds, 0.5);
  return {
    what: `preview of ${inWords(FEW)} rows, from the dropped file to the table`,
    value: `${middle.toFixed(2)} s`,
    bar: "≤ 2 s",
    met: middle <= 2,
  };
}

async function inAndOut(testbed: Testbed, scope: Scope, worker: IdleWorker): Promise<Figure[]> {
  const sheet = inventedSheet("whole", ROWS);
  const spent = async (work: () => Promise<unknown>) => {
    const before = testbed.postgres();
    const seconds = await secondsOf(work);
    const postgres = (testbed.postgres() - before) / 1000;
    return { seconds, words: `${seconds.toFixed(0)} s, ${postgres.toFixed(0)} of Postgres` };
  };
  let id = "";
  const reading = await spent(async () => {
    id = await bring(scope, sheet);
    await reached(scope, id, "preview");
  });
  testbed.report(`read in ${reading.words}`);
  const writing = await spent(async () => {
    await beginToWrite(scope.during("import items", id), {
      id,
      memberId: author(scope),
      takes: "all",
    });
    const { added } = await reached(scope, id, "ended");
    if (added !== ROWS) throw new Error(`${added} items were added.`);
  });
  const most = (await worker.peak()) - worker.idle;
  testbed.report(`written in ${writing.words}`);
  const again = await secondImport(testbed, scope, sheet);
  const undoing = await spent(() => takeAllBack(scope, id));
  const memory = Math.max(most, (await worker.peak()) - worker.idle);
  const figure = (
    what: string,
    { seconds, words }: { seconds: number; words: string },
  ): Figure => ({
    what: `${what} of ${inWords(ROWS)} rows (${words}), rows a second`,
    value: inWords(Math.round(ROWS / seconds)),
    bar: "≥ 5,000",
    met: ROWS / seconds >= 5000,
  });
  return [
    figure("reading and planning", reading),
    figure("import", writing),
    {
      what: `import, second import and undo of ${inWords(ROWS)} rows: memory of the worker above idle`,
      value: `${Math.round(memory)} MB (idle ${Math.round(worker.idle)} MB)`,
      bar: "≤ 150 MB",
      met: memory <= 150,
    },
    {
      what: "second import of the same file: rows written",
      value: inWords(again),
      bar: "0",
      met: again === 0,
    },
    figure("undo", undoing),
  ];
}

/** @returns how many rows it changed */
async function secondImport({ adminUrl }: Testbed, scope: Scope, sheet: string): Promise<number> {
  const { database, id: tenantId } = scope.tenant;
  const changed = () =>
    inDatabase(adminUrl, database.name, async (sql) => {
      const [row] = await sql<{ rows: number }[]>`
        select count(*)::int as rows from changes where tenant_id = ${tenantId}`;
      return row?.rows ?? 0;
    });
  const before = await changed();
  const id = await bring(scope, sheet);
  await reached(scope, id, "preview");
  const order = { id, memberId: author(scope), takes: "all" } as const;
  await beginToWrite(scope.during("import items", id), order).then(
    () => reached(scope, id, "ended"),
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    },
  );
  return (await changed()) - before;
}

async function takeAllBack(scope: Scope, id: string): Promise<void> {
  const went = await takeBack(scope, id, null);
  if (went.state !== "going") throw new Error("No worker took it back.");
  await succeeded(went.operation);
  const end = await seeUndo(scope, went.operation);
  if (end?.state !== "done" || end.leftAlone > 0) throw new Error("Not all was taken back.");
}

async function importingSite({ adminUrl, report }: Testbed): Promise<Scope> {
  const { DATABASE_PREFIX: prefix, SECRET: secret } = env();
  const databaseName = `${prefix}_pool_5`;
  await prepareTenantDatabase({ adminUrl, prefix, secret }, databaseName, "pool", report);
  await generateTenants({ tenants: 1, items: 1000, prefix: "beside-import", databaseName });
  const [tenant] = await generateTenants({ tenants: 1, items: 0, prefix: "import", databaseName });
  if (!tenant) throw new Error("The generator made no tenant.");
  await inDatabase(adminUrl, databaseName, (sql) => sql`vacuum analyze`);
  const [owner] = await openScope(tenant, { kind: "system", reason: "bench" }).read(listMembers);
  if (!owner) throw new Error("The site has no owner.");
  return openScope(tenant, { kind: "member", id: owner.id, role: "owner" });
}

/** Brings a sheet and has it read with the columns that are suggested. */
async function bring(scope: Scope, text: string): Promise<string> {
  const id = randomUUID();
  const memberId = author(scope);
  await storeSheet(scope.tenant, id, Buffer.from(text));
  await scope.write((tx) => addIntake(tx, { id, memberId, fileName: "collection.csv" }));
  const { format, survey, problem } = await lookAtSheet(scope.tenant, id, null);
  if (!survey) throw new Error(problem);
  const fields = await scope.read((tx) => listTableFields(tx));
  const { mapping } = suggestMapping(survey, fields);
  await beginToRead(scope, { id, memberId, format, mapping });
  return id;
}

async function reached(scope: Scope, id: string, state: IntakeState): Promise<Intake> {
  for (;;) {
    const now = await scope.read((tx) => findIntake(tx, id));
    if (now?.problem) throw new Error(now.problem);
    if (now?.state === state) return now;
    await pause(100);
  }
}

function author({ actor }: Scope): string | null {
  return actor.kind === "member" ? actor.id : null;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function inWords(number: number): string {
  return number.toLocaleString("en");
}
