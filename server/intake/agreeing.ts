import { isDeepStrictEqual } from "node:util";
import type { Refused } from "@/db/tenant/intake";
import type { ItemDraft } from "@/db/tenant/item";
import type { RowChanges } from "@/server/sheet/changes";
import { wantAfter } from "./merging";

/**
 * What a row says of its item beside other rows of it: what one before it says too is said already, and what the item has
 * is nothing new.
 */
export function agreeing(
  changes: RowChanges,
  base: ItemDraft,
  earlier: readonly RowChanges[],
): { readonly changes: RowChanges; readonly refused: readonly Refused[] } {
  if (earlier.length === 0) return { changes, refused: [] };
  const kept: Readonly<Record<string, unknown>> = { ...base };
  const item: Record<string, unknown> = {};
  const refused: Refused[] = [];
  for (const [field, value] of Object.entries(changes.item)) {
    const others = earlier.map(
      (row): unknown => Object.entries(row.item).find(([key]) => key === field)?.[1],
    );
    const said = others.find(
      (other) => other !== undefined && !isDeepStrictEqual(other, kept[field]),
    );
    if (isDeepStrictEqual(value, kept[field]) || isDeepStrictEqual(value, said)) continue;
    if (said === undefined) item[field] = value;
    else
      refused.push(
        whole(
          `A row above is the same item and says something else of it: “${String(said).slice(0, 60)}”, not “${String(value).slice(0, 60)}”.`,
        ),
      );
  }
  const { want, ...rest } = changes;
  const wants = wantBeside(want, base.want, earlier);
  if (wants === "other") refused.push(whole(OTHER_WANT));
  return {
    changes: { ...rest, ...(wants === "new" && { want }), item: item as RowChanges["item"] },
    refused,
  };
}

const OTHER_WANT = "A row above is the same item and says something else of what is wanted.";

/** Whether what a row says of what is wanted is new beside what rows above say, said already, or something else. */
function wantBeside(
  said: RowChanges["want"],
  kept: ItemDraft["want"],
  earlier: readonly RowChanges[],
): "new" | "said" | "other" {
  const after = wantAfter(kept, said);
  if (isDeepStrictEqual(after, kept)) return "said";
  const others = earlier
    .map(({ want }) => wantAfter(kept, want))
    .filter((other) => !isDeepStrictEqual(other, kept));
  if (others.length === 0) return "new";
  return others.every((other) => isDeepStrictEqual(other, after)) ? "said" : "other";
}

function whole(reason: string): Refused {
  return { column: null, reason };
}
