import { and, asc, count, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { RowOutcome, Takes } from "../../intake";
import { intakeRows, intakes } from "../../intake-schema";
import { asRows } from "../as-rows";
import { noSuchIntake, outcomesOf } from "./intakes";

/** A row of a sheet as it is kept. */
export type IntakeRow = Omit<typeof intakeRows.$inferSelect, "tenantId" | "intakeId">;
/** A row as a plan writes it. */
export type PlannedRow = Omit<IntakeRow, "id" | "done">;

const columns = {
  id: intakeRows.id,
  line: intakeRows.line,
  cells: intakeRows.cells,
  edited: intakeRows.edited,
  outcome: intakeRows.outcome,
  name: intakeRows.name,
  itemId: intakeRows.itemId,
  nth: intakeRows.nth,
  version: intakeRows.version,
  changes: intakeRows.changes,
  refused: intakeRows.refused,
  candidates: intakeRows.candidates,
  chosen: intakeRows.chosen,
  done: intakeRows.done,
};

/** How many rows a page of a preview shows. */
export const ROWS_SHOWN = 100;

/** The rows of one outcome, or those that are taken in without some of their photos. */
export type RowsAsked = RowOutcome | "photos";

/** Rows of a sheet in its order, after a line; of one kind where it is said. */
export async function listIntakeRows(
  tx: ReadTx,
  intakeId: string,
  asked: { readonly outcome: RowsAsked | null; readonly after: number; readonly limit?: number },
): Promise<IntakeRow[]> {
  const { outcome, after, limit = ROWS_SHOWN } = asked;
  return tx
    .select(columns)
    .from(intakeRows)
    .where(
      and(
        eq(intakeRows.intakeId, intakeId),
        gt(intakeRows.line, after),
        outcome === "photos"
          ? lacksPhotos()
          : outcome
            ? eq(intakeRows.outcome, outcome)
            : undefined,
      ),
    )
    .orderBy(asc(intakeRows.line))
    .limit(limit);
}

/** How many rows of a sheet are taken in without some of their photos. */
export async function countLackingPhotos(tx: ReadTx, intakeId: string): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(intakeRows)
    .where(and(eq(intakeRows.intakeId, intakeId), lacksPhotos()));
  return row?.value ?? 0;
}

/** What a row that is taken in says of itself is about its photos. */
function lacksPhotos(): SQL | undefined {
  return and(
    inArray(intakeRows.outcome, ["new", "changed", "same"]),
    sql`${intakeRows.refused} <> '[]'`,
  );
}

/** The row of a sheet at a line, or null. */
export async function findIntakeRow(
  tx: ReadTx,
  intakeId: string,
  line: number,
): Promise<IntakeRow | null> {
  const [row] = await tx
    .select(columns)
    .from(intakeRows)
    .where(and(eq(intakeRows.intakeId, intakeId), eq(intakeRows.line, line)));
  return row ?? null;
}

/** The rows of a sheet in which somebody has changed something, or said which item it is, by their lines. */
export async function listSaid(
  tx: ReadTx,
  intakeId: string,
): Promise<Pick<IntakeRow, "line" | "cells" | "edited" | "chosen">[]> {
  return tx
    .select({
      line: intakeRows.line,
      cells: intakeRows.cells,
      edited: intakeRows.edited,
      chosen: intakeRows.chosen,
    })
    .from(intakeRows)
    .where(
      and(
        eq(intakeRows.intakeId, intakeId),
        sql`(${intakeRows.edited} or ${intakeRows.chosen} <> '')`,
      ),
    );
}

/** Takes away what an earlier reading has found, but rows of which somebody said something. @throws Refusal as `addPlanned` */
export async function clearRows(tx: WriteTx, intakeId: string, edition: number): Promise<void> {
  await holdReading(tx, intakeId, edition);
  await tx
    .delete(intakeRows)
    .where(
      and(
        eq(intakeRows.intakeId, intakeId),
        eq(intakeRows.edited, false),
        eq(intakeRows.chosen, ""),
      ),
    );
}

/**
 * Writes what a reading has found of the next rows, and how far it is.
 * @param total how many rows there are, as far as it is known
 * @param fillable of how many of those that were passed the catalogue would fill something in
 * @throws Refusal (409) when it was overtaken by another reading
 */
export async function addPlanned(
  tx: WriteTx,
  intakeId: string,
  part: {
    readonly edition: number;
    readonly rows: readonly PlannedRow[];
    readonly passed: number;
    readonly total: number;
    readonly fillable?: number;
  },
): Promise<void> {
  const { edition, rows, passed, total, fillable = 0 } = part;
  await holdReading(tx, intakeId, edition);
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx
      .insert(intakeRows)
      .select(
        asRows(
          intakeRows,
          rows.slice(from, from + AT_ONCE).map((row) => insertable(intakeId, row)),
        ),
      )
      .onConflictDoUpdate({
        target: [intakeRows.tenantId, intakeRows.intakeId, intakeRows.line],
        set: EXCLUDED,
      });
  await tx.update(intakes).set({ passed, total, fillable }).where(eq(intakes.id, intakeId));
}

const AT_ONCE = 1000;

/** For a row that was kept from an earlier reading: all of it becomes what is found now. */
const EXCLUDED = Object.fromEntries(
  Object.entries(columns)
    .filter(([key]) => key !== "id" && key !== "line")
    .map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]),
);

function insertable(intakeId: string, row: PlannedRow) {
  return {
    ...row,
    intakeId,
    cells: [...row.cells],
    candidates: [...row.candidates],
  };
}

/** Notes that all rows are read. @param seen since when this holds, in microseconds @throws Refusal as `addPlanned` */
export async function endReading(
  tx: WriteTx,
  intakeId: string,
  read: { readonly edition: number; readonly total: number; readonly seen: string },
): Promise<void> {
  await holdReading(tx, intakeId, read.edition);
  await tx
    .update(intakes)
    .set({
      state: "preview",
      total: read.total,
      passed: read.total,
      seen: Number(read.seen),
      since: sql`clock_timestamp()`,
    })
    .where(eq(intakes.id, intakeId));
}

async function holdReading(tx: WriteTx, id: string, edition: number): Promise<void> {
  const [row] = await tx
    .select({ state: intakes.state, edition: intakes.edition })
    .from(intakes)
    .where(eq(intakes.id, id))
    .for("update");
  if (!row) throw noSuchIntake();
  if (row.state !== "reading" || row.edition !== edition)
    throw new Refusal("This sheet is read anew by other columns.", { status: 409 });
}

/** Rows of the same items, in the order of the sheet. */
export async function listRowsOfItems(
  tx: ReadTx,
  intakeId: string,
  itemIds: readonly string[],
  outcomes: readonly RowOutcome[],
): Promise<IntakeRow[]> {
  if (itemIds.length === 0) return [];
  return tx
    .select(columns)
    .from(intakeRows)
    .where(
      and(
        eq(intakeRows.intakeId, intakeId),
        inArray(intakeRows.itemId, [...itemIds]),
        inArray(intakeRows.outcome, [...outcomes]),
      ),
    )
    .orderBy(asc(intakeRows.line));
}

/** Rows of the same name, in the order of the sheet: those among which a row of that item is. */
export async function listRowsNamed(
  tx: ReadTx,
  intakeId: string,
  names: readonly string[],
): Promise<IntakeRow[]> {
  return tx
    .select(columns)
    .from(intakeRows)
    .where(and(eq(intakeRows.intakeId, intakeId), inArray(intakeRows.name, [...names])))
    .orderBy(asc(intakeRows.line))
    .limit(1000);
}

/** Writes what a row is by now, while nothing of its sheet is written. */
export async function changeRow(tx: WriteTx, id: string, row: PlannedRow): Promise<void> {
  const { cells, candidates, ...rest } = row;
  await tx
    .update(intakeRows)
    .set({ ...rest, cells: [...cells], candidates: [...candidates] })
    .where(eq(intakeRows.id, id));
}

/** The next rows that are to be written, in the order of the sheet. */
export async function listUnwritten(
  tx: ReadTx,
  intakeId: string,
  asked: { readonly takes: Takes; readonly after: number; readonly limit: number },
): Promise<Pick<IntakeRow, "line" | "itemId" | "outcome" | "nth">[]> {
  return tx
    .select({
      line: intakeRows.line,
      itemId: intakeRows.itemId,
      outcome: intakeRows.outcome,
      nth: intakeRows.nth,
    })
    .from(intakeRows)
    .where(
      and(
        eq(intakeRows.intakeId, intakeId),
        gt(intakeRows.line, asked.after),
        inArray(intakeRows.outcome, outcomesOf(asked.takes)),
      ),
    )
    .orderBy(asc(intakeRows.line))
    .limit(asked.limit);
}

/** Notes what became of rows, and how far the writing is, in the transaction that writes them. */
export async function noteWritten(
  tx: WriteTx,
  intakeId: string,
  part: {
    readonly written: readonly string[];
    /** Rows that were left alone, with the reason. */
    readonly left: readonly { readonly id: string; readonly reason: string }[];
    readonly set: Readonly<
      Record<"reached" | "passed" | "added" | "changed" | "leftAlone", number>
    >;
    readonly isLast: boolean;
  },
): Promise<void> {
  if (part.written.length > 0)
    await tx
      .update(intakeRows)
      .set({ done: true })
      .where(inArray(intakeRows.id, [...part.written]));
  for (const [reason, rows] of Map.groupBy(part.left, (one) => one.reason))
    await tx
      .update(intakeRows)
      .set({ outcome: "conflict", refused: [{ column: null, reason }] })
      .where(
        inArray(
          intakeRows.id,
          rows.map(({ id }) => id),
        ),
      );
  await tx
    .update(intakes)
    .set({ ...part.set, ...(part.isLast && ENDED) })
    .where(eq(intakes.id, intakeId));
}

const ENDED: { state: "ended"; endedAt: SQL } = {
  state: "ended",
  endedAt: sql`clock_timestamp()`,
};

/** The values that a field would hold which a column is to become, each once. */
export async function listNewValues(
  tx: ReadTx,
  intakeId: string,
  column: number,
  limit: number,
): Promise<string[]> {
  const value = sql<string>`found.said`;
  const rows = await tx
    .selectDistinct({ value })
    .from(intakeRows)
    .innerJoin(
      sql`lateral (select t.said from jsonb_array_elements(${intakeRows.changes}) as noted,
        jsonb_array_elements_text(noted -> 'to') as t (said) where noted ->> 'field' = ${`new-${column}`}) as found`,
      sql`true`,
    )
    .where(eq(intakeRows.intakeId, intakeId))
    .orderBy(value)
    .limit(limit);
  return rows.map((row) => row.value);
}

/** Keeps the mapping of a sheet as its fields were made. */
export async function keepMapping(tx: WriteTx, intakeId: string, mapping: unknown): Promise<void> {
  await tx.update(intakes).set({ mapping }).where(eq(intakes.id, intakeId));
}
