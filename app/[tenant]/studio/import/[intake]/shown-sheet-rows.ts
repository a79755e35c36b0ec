import type { Scope } from "@/db/scope";
import type { Noted, RowOutcome } from "@/db/tenant/intake";
import type { IntakeRow } from "@/db/tenant/queries/intake/rows";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import { pickRows } from "@/db/tenant/queries/table/rows";
import type { Mapping } from "@/server/sheet/mapping";
import { type NotedWords, notedInWords } from "../import-words";

/** An item that a row may be. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of its name. */
  readonly beside: string;
}

/** A row of a sheet as the preview shows it. */
export interface ShownSheetRow
  extends Pick<IntakeRow, "line" | "cells" | "outcome" | "name" | "itemId" | "refused" | "done"> {
  readonly outcome: RowOutcome;
  /** Whether it is one more of an item that a row above is of. */
  readonly isFurther: boolean;
  readonly isChosen: boolean;
  /** Whether somebody said that it is not to come in. */
  readonly isLeftOut: boolean;
  readonly changes: readonly NotedWords[];
  readonly candidates: readonly Candidate[];
}

/** Rows as the preview shows them, with the items that they may be by their names. */
export async function shownSheetRows(
  scope: Scope,
  rows: readonly IntakeRow[],
  fields: TableFields,
  mapping: Mapping | null,
): Promise<ShownSheetRow[]> {
  const ids = [...new Set(rows.flatMap(({ candidates }) => candidates))];
  const items = ids.length > 0 ? await scope.read((tx) => pickRows(tx, ids)) : [];
  const byId = new Map(
    items.map(({ id, name, variant, line, styleNumber, copies }): [string, Candidate] => {
      const held = copies.length === 1 ? "1 copy" : `${copies.length} copies`;
      return [
        id,
        { id, name, beside: [variant, line, styleNumber, held].filter(Boolean).join(" · ") },
      ];
    }),
  );
  return rows.map(({ line, cells, outcome, name, itemId, refused, done, nth, chosen, ...row }) => ({
    ...{ line, cells, outcome, name, itemId, refused, done },
    isFurther: nth > 0,
    isChosen: chosen !== "",
    isLeftOut: chosen === "out",
    changes: notedInWords(
      outcome === "new" ? row.changes.filter(isTelling) : row.changes,
      fields,
      mapping,
    ),
    candidates: row.candidates.flatMap((id) => byId.get(id) ?? []),
  }));
}

/** Of a new item its name stands above, and that it has a copy goes without saying. */
function isTelling({ field, from, to }: Noted): boolean {
  return field !== "name" && !(field === "copies" && Number(to[0]) - Number(from[0]) === 1);
}
