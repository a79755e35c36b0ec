import { dateInWords } from "@/components/dates";
import type { ItemCopy } from "@/components/site/item-model";
import type { Copy } from "@/db/tenant/queries/items";
import { CONDITION_LABELS, STATUS_LABELS, tagInWords } from "./labels";

/** A copy in the words of a visitor. */
export function copyOf(copy: Copy, index: number, status: string): ItemCopy {
  const paid =
    copy.pricePaid === null
      ? null
      : new Intl.NumberFormat("en", { style: "currency", currency: copy.currency }).format(
          copy.pricePaid / 10 ** minorDigits(copy.currency),
        );
  return {
    label: copy.label || `Copy ${index + 1}`,
    condition: CONDITION_LABELS[copy.condition] ?? null,
    conditionNote: paid && `Paid ${paid}`,
    swingTag: tagInWords(copy.swingTag),
    tushTag: copy.tushTag === "unsure" ? "generation unsure" : copy.tushTag || null,
    acquired: dateInWords(copy.acquired) || null,
    note: copy.note || null,
    forTradeOrSale:
      status === "trade" || status === "sale" ? (STATUS_LABELS[status] ?? null) : null,
  };
}

function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}
