"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { openItem, saveDraft } from "@/db/tenant/queries/drafts";
import { findLastCurrency } from "@/db/tenant/queries/last-currency";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { tableFields } from "@/db/tenant/queries/table/fields";
import { pickRows } from "@/db/tenant/queries/table/rows";
import { action } from "@/server/action";
import { ItemValuesSchema, valuesOf } from "@/server/items/item-values";
import { readOwn } from "@/server/items/own-typed";
import { keptText } from "./cell-value";
import { type ShownRow, shownRows } from "./shown-rows";
import { withTyped } from "./typed-cell";

const CellSchema = z.strictObject({
  id: z.uuid("There is no such item."),
  field: z.string().max(60),
  copy: z.uuid("There is no such copy.").nullable(),
  /** What stood there when the person began to type. */
  was: z.string().max(25_000),
  typed: z.string().max(25_000),
});

type Cell = z.output<typeof CellSchema>;

/** What became of a cell. In a conflict the row is as somebody else has left it. */
export interface CellAnswer {
  readonly id: string;
  readonly field: string;
  readonly problem: string | null;
  readonly conflict: boolean;
  readonly row: ShownRow | null;
}

/**
 * Saves cells as typed, by the rules of the form, each item in a transaction of its own. A cell that does not say any more
 * what its author saw is not written; what others did to the rest of the item stays.
 */
export const changeCells = action({
  name: "save item",
  by: "editor",
  input: z.strictObject({ cells: z.array(CellSchema).min(1).max(500) }),
  touches: false,
  run: async ({ scope, input }) => {
    const answers: CellAnswer[] = [];
    for (const [id, cells] of Map.groupBy(input.cells, (cell) => cell.id))
      answers.push(...(await changeItemCells(scope, id, cells)));
    return answers;
  },
});

async function changeItemCells(
  scope: Scope,
  id: string,
  cells: readonly Cell[],
): Promise<CellAnswer[]> {
  const told = new Map<Cell, { problem: string; conflict: boolean }>();
  const refuse = (cell: Cell, problem: string, conflict = false) =>
    told.set(cell, { problem, conflict });
  await scope
    .write(async (tx) => {
      const there = await openItem(tx, id);
      if (!there || there.trashedAt) throw new Refusal("This item is gone.", { status: 404 });
      const own = await listFields(tx);
      const fields = tableFields(own, await listPlaces(tx));
      const currency = await findLastCurrency(tx);
      let values = valuesOf(there.draft, own, currency);
      for (const cell of cells) {
        const field = fields.named(cell.field);
        const at = there.draft.copies.findIndex((copy) => copy.id === cell.copy);
        if (!field) refuse(cell, "This field is not there any more.");
        else if (field.of === "copy" && at < 0) refuse(cell, "This copy is gone.", true);
        else if (keptText({ field, copy: cell.copy }, there.draft) !== cell.was)
          refuse(cell, "Somebody else has changed this.", true);
        else {
          const next = withTyped(values, field, cell.typed, at, currency);
          const read = next.ok ? ItemValuesSchema.safeParse(next.value) : null;
          if (!next.ok) refuse(cell, next.problem);
          else if (read?.success) values = next.value;
          else refuse(cell, read?.error.issues[0]?.message ?? "This can't be read.");
        }
      }
      if (told.size < cells.length)
        await saveDraft(tx, id, readOwn(ItemValuesSchema.parse(values), own).draft, there.version);
    })
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      for (const cell of cells) refuse(cell, error.message, error.status === 409);
    });
  const [row] = shownRows(await scope.read((tx) => pickRows(tx, [id])));
  return cells.map((cell) => ({
    id,
    field: cell.field,
    problem: told.get(cell)?.problem ?? null,
    conflict: told.get(cell)?.conflict ?? false,
    row: row ?? null,
  }));
}
