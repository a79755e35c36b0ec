import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { findIntake, noteUnread } from "@/db/tenant/queries/intake/intakes";
import { findMoment } from "@/db/tenant/queries/intake/known-items";
import { addPlanned, clearRows, endReading, listSaid } from "@/db/tenant/queries/intake/rows";
import type { SheetRow } from "@/server/sheet/format";
import { readSheet } from "@/server/sheet/rows";
import { PhotoBook } from "./photo-book";
import { type GivenRow, Planner } from "./planning";
import { formatOf, mappingOf, readerOf } from "./reader";
import { openSheet } from "./sheet-file";

/** How many rows are planned together. */
const ROWS = 500;

/** Whoever waits for it, and how far it is. */
export interface Following {
  readonly signal?: AbortSignal;
  progress?(done: number): Promise<void>;
}

/**
 * Reads a sheet by its mapping and writes down what would become of each row. It begins from the top each time, so that
 * one that was killed can be done again; cells that were changed in the preview stay as they are there.
 * A sheet that can't be read goes back to its columns with the reason.
 * @param edition the number of the reading that was begun; once another is, this one ends
 */
export async function readIntake(
  scope: Scope,
  id: string,
  edition: number,
  { signal, progress }: Following = {},
): Promise<void> {
  try {
    const intake = await scope.read((tx) => findIntake(tx, id));
    if (intake?.state !== "reading" || intake.edition !== edition) return;
    const { pieces } = await openSheet(scope.tenant, id);
    const [seen, said] = await scope.read((tx) => Promise.all([findMoment(tx), listSaid(tx, id)]));
    const saidAt = new Map(said.map(({ line, ...row }) => [line, row]));
    await scope.write((tx) => clearRows(tx, id, edition));
    const mapping = mappingOf(intake);
    const format = formatOf(intake);
    const read = await scope.read((tx) => readerOf(tx, mapping));
    const planner = new Planner(scope, id, read, await PhotoBook.of(scope.tenant, id, mapping), {
      fills: mapping.fills ?? false,
      comesBack: format.kind === "archive",
    });
    const sheet = await readSheet(pieces(), format, scope.tenant.id);
    let total = 0;
    for await (const part of inParts(sheet.rows, ROWS)) {
      signal?.throwIfAborted();
      const given = part.map(
        ({ line, cells }): GivenRow => ({
          ...{ line, cells: [...cells], edited: false, chosen: "" },
          ...saidAt.get(line),
        }),
      );
      const rows = await planner.plan(given);
      total += rows.length;
      const { fillable } = planner;
      const far = { edition, rows, passed: total, total, fillable };
      await scope.write((tx) => addPlanned(tx, id, far));
      await progress?.(total);
    }
    if (total === 0) throw new Refusal("There are no rows in this sheet below its first line.");
    await scope.write((tx) => endReading(tx, id, { edition, total, seen }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await scope.write((tx) => noteUnread(tx, id, edition, error.message));
  }
}

async function* inParts(
  rows: AsyncIterable<SheetRow>,
  size: number,
): AsyncGenerator<readonly SheetRow[]> {
  let part: SheetRow[] = [];
  for await (const row of rows) {
    part.push(row);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
