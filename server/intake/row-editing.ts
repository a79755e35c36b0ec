import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import type { RowOutcome } from "@/db/tenant/intake";
import { findIntake, holdIntake } from "@/db/tenant/queries/intake/intakes";
import {
  changeRow,
  findIntakeRow,
  type IntakeRow,
  listRowsNamed,
} from "@/db/tenant/queries/intake/rows";
import { PhotoBook } from "./photo-book";
import { Planner } from "./planning";
import { formatOf, mappingOf, readerOf } from "./reader";

/** Which row of which sheet. */
interface RowNamed {
  readonly id: string;
  readonly line: number;
}

/**
 * Changes cells of a row while nothing is written yet. @returns what becomes of it now
 * @throws Refusal (404), (409) outside of the preview
 */
export async function changeCells(
  scope: Scope,
  change: RowNamed & {
    readonly cells: readonly { readonly column: number; readonly text: string }[];
  },
): Promise<{ readonly outcome: RowOutcome }> {
  return planAnew(scope, change, (row) => {
    const cells = [...row.cells];
    for (const { column, text } of change.cells) {
      while (cells.length < column) cells.push("");
      cells[column] = text;
    }
    return { ...row, cells, edited: true };
  });
}

/**
 * Says which item a row is, `new`, `out` where it is not to come in, or with an empty text nothing of it. Said of a row that is newer on the site, the sheet
 * goes before. @throws Refusal (404), (409) outside of the preview
 */
export async function chooseItem(
  scope: Scope,
  { item, ...named }: RowNamed & { readonly item: string },
): Promise<{ readonly outcome: RowOutcome }> {
  return planAnew(scope, named, (row) => ({ ...row, chosen: item }));
}

async function planAnew(
  scope: Scope,
  { id, line }: RowNamed,
  change: (row: IntakeRow) => IntakeRow,
): Promise<{ readonly outcome: RowOutcome }> {
  const [intake, row] = await scope.read((tx) =>
    Promise.all([findIntake(tx, id), findIntakeRow(tx, id, line)]),
  );
  if (!intake || !row) throw new Refusal("There is no such row in this import.", { status: 404 });
  const next = change(row);
  const mapping = mappingOf(intake);
  const read = await scope.read((tx) => readerOf(tx, mapping));
  const planner = new Planner(scope, id, read, await PhotoBook.of(scope.tenant, id, mapping), {
    fills: mapping.fills ?? false,
    comesBack: formatOf(intake).kind === "archive",
  });
  const { name = "" } = planner.read(next.cells).changes.item;
  const others = await scope.read((tx) => listRowsNamed(tx, id, [name.slice(0, 120), row.name]));
  planner.remember(others.filter((other) => other.id !== row.id));
  const [planned] = await planner.plan([next]);
  if (!planned) throw new Error("A row was not planned.");
  await scope.write(async (tx) => {
    const now = await holdIntake(tx, id, ["preview"]);
    if (now.edition !== intake.edition)
      throw new Refusal("This sheet was read anew meanwhile. Nothing was changed.", {
        status: 409,
      });
    await changeRow(tx, row.id, planned);
  });
  return { outcome: planned.outcome };
}
