import type { TenantTable } from "@/db/rows";
import { type ArchivedTable, STAYING } from "./manifest";
import { ArchiveProblem } from "./problem";

interface Fitting {
  readonly table: TenantTable;
  readonly archived: ArchivedTable;
}

/** An older archive may lack columns, which get their defaults. An unknown column is refused. */
export function matchTable(archived: ArchivedTable, tables: readonly TenantTable[]): Fitting {
  const table = tables.find(({ name }) => name === archived.name);
  if (!table || STAYING.includes(archived.name))
    throw new ArchiveProblem(`This archive has a table ${archived.name} that no site here has.`);
  const unknown = archived.columns.find((column) => !table.columns.includes(column));
  if (unknown)
    throw new ArchiveProblem(
      `This archive has a column ${archived.name}.${unknown} that no site here has.`,
    );
  return { table, archived };
}

/** @throws ArchiveProblem when rows are of a schema that this installation does not have yet */
export function refuseNewer(theirs: string, ours: string): void {
  if (theirs > ours)
    throw new ArchiveProblem(
      `This archive is of a newer Swingtag (rows as of ${theirs}, here ${ours}). Update this installation first.`,
    );
}
