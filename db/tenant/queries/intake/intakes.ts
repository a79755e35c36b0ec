import { isDeepStrictEqual } from "node:util";
import { and, count, desc, eq, inArray, isNull, lt, ne, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { type IntakeState, ROW_OUTCOMES, type RowOutcome, type Takes } from "../../intake";
import { intakeRows, intakes } from "../../intake-schema";
import { changeSets } from "../../schema";

/** A sheet on its way in, as it is kept. */
export type Intake = Omit<typeof intakes.$inferSelect, "tenantId">;

/** A sheet among those that came before. */
export interface IntakeSeen extends Pick<Intake, "id" | "fileName" | "state" | "total"> {
  readonly createdAt: Date;
  readonly added: number;
  readonly changed: number;
  readonly problem: string;
  /** Whether what it wrote was taken back. */
  readonly isUndone: boolean;
}

const { tenantId: _tenantId, ...columns } = {
  tenantId: intakes.tenantId,
  id: intakes.id,
  memberId: intakes.memberId,
  fileName: intakes.fileName,
  state: intakes.state,
  format: intakes.format,
  mapping: intakes.mapping,
  edition: intakes.edition,
  seen: intakes.seen,
  total: intakes.total,
  passed: intakes.passed,
  reached: intakes.reached,
  takes: intakes.takes,
  fillable: intakes.fillable,
  added: intakes.added,
  changed: intakes.changed,
  leftAlone: intakes.leftAlone,
  problem: intakes.problem,
  createdAt: intakes.createdAt,
  since: intakes.since,
  endedAt: intakes.endedAt,
};

const isUndone = sql<boolean>`${sql`exists (select from ${changeSets} as u where u.undoes = ${intakes.id}
  and not exists (select from ${changeSets} as r where r.undoes = u.id))`}`;

/** How many sheets may wait at a time, because each has a file. The list of sheets shows all of them. */
const MOST_WAITING = 50;

/**
 * Writes down that a sheet was brought. @returns whether it is new: the same id again is the same sheet
 * @throws Refusal (409) where too many wait already
 */
export async function addIntake(
  tx: WriteTx,
  intake: Pick<Intake, "id" | "memberId" | "fileName"> &
    Partial<Pick<Intake, "format" | "mapping">>,
): Promise<boolean> {
  const [waiting] = await tx
    .select({ value: count() })
    .from(intakes)
    .where(and(ne(intakes.state, "ended"), ne(intakes.id, intake.id)));
  if ((waiting?.value ?? 0) >= MOST_WAITING)
    throw new Refusal(
      `${MOST_WAITING} sheets wait already. Import some of them, or put them away, and bring this one then.`,
      { status: 409 },
    );
  const added = await tx
    .insert(intakes)
    .values(intake)
    .onConflictDoNothing()
    .returning({ id: intakes.id });
  return added.length > 0;
}

/** A sheet on its way in, or null. */
export async function findIntake(
  tx: ReadTx,
  id: string,
): Promise<(Intake & { readonly isUndone: boolean }) | null> {
  const [row] = await tx
    .select({ ...columns, isUndone })
    .from(intakes)
    .where(eq(intakes.id, id));
  return row ?? null;
}

/** The sheets that wait, and the newest that were brought. */
export async function listIntakes(tx: ReadTx): Promise<IntakeSeen[]> {
  return tx
    .select({
      id: intakes.id,
      fileName: intakes.fileName,
      state: intakes.state,
      total: intakes.total,
      createdAt: intakes.createdAt,
      added: intakes.added,
      changed: intakes.changed,
      problem: intakes.problem,
      isUndone,
    })
    .from(intakes)
    .orderBy(sql`${intakes.state} = 'ended'`, desc(intakes.createdAt), desc(intakes.id))
    .limit(MOST_WAITING + 20);
}

/** How many rows of a sheet have each outcome. */
export async function countOutcomes(
  tx: ReadTx,
  id: string,
): Promise<Readonly<Record<RowOutcome, number>>> {
  const rows = await tx
    .select({ outcome: intakeRows.outcome, value: count() })
    .from(intakeRows)
    .where(eq(intakeRows.intakeId, id))
    .groupBy(intakeRows.outcome);
  const found = new Map(rows.map(({ outcome, value }) => [outcome, value]));
  return Object.fromEntries(
    ROW_OUTCOMES.map((outcome) => [outcome, found.get(outcome) ?? 0]),
  ) as Record<RowOutcome, number>;
}

/** Holds a sheet that is in one of these states. @throws Refusal (404), (409) */
export async function holdIntake(
  tx: WriteTx,
  id: string,
  states: readonly IntakeState[],
): Promise<Intake> {
  const [row] = await tx.select(columns).from(intakes).where(eq(intakes.id, id)).for("update");
  if (!row) throw noSuchIntake();
  if (!states.includes(row.state)) throw new Refusal(WHILE[row.state], { status: 409 });
  return row;
}

/** What is said to whoever wants what can't be had in a state. */
const WHILE: Readonly<Record<IntakeState, string>> = {
  columns: "Say first what the columns of this sheet are.",
  reading: "The rows of this sheet are being read. Wait a moment.",
  preview: "The rows of this sheet are read and nothing is written yet.",
  writing: "The rows of this sheet are being written. Wait until that has ended.",
  ended: "This import has ended. Bring the sheet again to import more of it.",
};

/**
 * Begins to read a sheet by these columns, also anew. Cells that were changed here stay, unless the sheet is cut into
 * other cells.
 * @returns the number of this reading: one that was overtaken writes nothing more
 * @throws Refusal (404), (409) once its rows are written
 */
export async function beginReading(
  tx: WriteTx,
  id: string,
  { format, mapping }: { readonly format: unknown; readonly mapping: unknown },
): Promise<number> {
  const before = await holdIntake(tx, id, ["columns", "reading", "preview"]);
  const edition = before.edition + 1;
  // A JSON of Postgres has its keys in an order of its own.
  if (!isDeepStrictEqual(before.format, format))
    await tx.delete(intakeRows).where(eq(intakeRows.intakeId, id));
  await tx
    .update(intakes)
    .set({ format, mapping, edition, state: "reading", ...NOT_YET, fillable: 0, problem: "" })
    .where(eq(intakes.id, id));
  return edition;
}

const NOT_YET = { total: 0, passed: 0, reached: 0, since: sql`clock_timestamp()` };

/** Goes back to the columns of a sheet, which keep what was said of them. @throws Refusal (404), (409) */
export async function reopenColumns(tx: WriteTx, id: string): Promise<void> {
  await holdIntake(tx, id, ["columns", "reading", "preview"]);
  await tx
    .update(intakes)
    .set({ state: "columns", edition: sql`${intakes.edition} + 1`, problem: "", ...NOT_YET })
    .where(eq(intakes.id, id));
}

/** Notes that a sheet can't be read, so that its columns can be said otherwise. */
export async function noteUnread(
  tx: WriteTx,
  id: string,
  edition: number,
  problem: string,
): Promise<void> {
  await tx
    .update(intakes)
    .set({ state: "columns", problem, ...NOT_YET })
    .where(and(eq(intakes.id, id), eq(intakes.edition, edition), eq(intakes.state, "reading")));
}

/**
 * Begins to write the rows that are new, changed, or both. Done again it has begun already.
 * @returns how many rows they are; null when it had begun
 * @throws Refusal (404), (409) while another sheet is written, or when there is nothing to write
 */
export async function beginWriting(tx: WriteTx, id: string, takes: Takes): Promise<number | null> {
  const before = await holdIntake(tx, id, ["preview", "writing", "ended"]);
  if (before.state !== "preview") return null;
  const [other] = await tx
    .select({ id: intakes.id })
    .from(intakes)
    .where(eq(intakes.state, "writing"));
  if (other) throw othersWrite();
  const [meant] = await tx
    .select({ value: count() })
    .from(intakeRows)
    .where(and(eq(intakeRows.intakeId, id), inArray(intakeRows.outcome, outcomesOf(takes))));
  if (!meant?.value)
    throw new Refusal("There is nothing to import: no row is new or changed.", { status: 409 });
  await tx
    .update(intakes)
    .set({ state: "writing", takes, ...NOT_YET, total: meant.value })
    .where(eq(intakes.id, id))
    .catch((error: unknown): never => {
      throw isTaken(error) ? othersWrite() : error;
    });
  return meant.value;
}

/** The outcomes of rows that are written. */
export function outcomesOf(takes: Takes): RowOutcome[] {
  return takes === "all" ? ["new", "changed"] : [takes];
}

function othersWrite(): Refusal {
  return new Refusal("Another import is being written. Begin this one when that has ended.", {
    status: 409,
  });
}

function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && "code" in cause && cause.code === "23505";
}

/** Notes that an import has ended, by itself or because of a problem. What it wrote stays and can be taken back. */
export async function endIntake(tx: WriteTx, id: string, problem: string): Promise<void> {
  await tx
    .update(intakes)
    .set({ state: "ended", endedAt: sql`clock_timestamp()`, problem })
    .where(and(eq(intakes.id, id), isNull(intakes.endedAt)));
}

/** Ends an import that nobody wants any more; nothing of it is written. @throws Refusal (404), (409) while it is written */
export async function dropIntake(tx: WriteTx, id: string): Promise<void> {
  const there = await holdIntake(tx, id, ["columns", "reading", "preview", "ended"]);
  if (there.state === "ended") return;
  await tx.delete(intakes).where(eq(intakes.id, id));
}

/** Removes imports that were begun more than so many days ago, with their rows. @returns their ids */
export async function removeOldIntakes(tx: WriteTx, days: number): Promise<string[]> {
  const rows = await tx
    .delete(intakes)
    .where(lt(intakes.createdAt, sql`now() - make_interval(days => ${days})`))
    .returning({ id: intakes.id });
  return rows.map(({ id }) => id);
}

export function noSuchIntake(): Refusal {
  return new Refusal("There is no such import.", { status: 404 });
}
