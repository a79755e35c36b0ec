import { dateInWords } from "@/components/dates";
import type { ItemCopy } from "@/components/site/item-model";
import { moneyInWords } from "@/components/studio/values/money";
import type { Copy, Status } from "@/db/tenant/item";
import { CONDITION_WORDS, STATUS_WORDS, tagInWords } from "../item-words";

/** A copy in the words of a visitor. */
export function copyOf(copy: Copy, index: number, status: Status): ItemCopy {
  const paid = copy.pricePaid === null ? null : moneyInWords(copy.pricePaid, copy.currency);
  return {
    label: copy.label || `Copy ${index + 1}`,
    condition: copy.condition ? CONDITION_WORDS[copy.condition] : null,
    conditionNote: paid && `Paid ${paid}`,
    swingTag: tagInWords(copy.swingTag),
    tushTag: copy.tushTag === "unsure" ? "generation unsure" : copy.tushTag || null,
    acquired: dateInWords(copy.acquired) || null,
    note: copy.note || null,
    forTradeOrSale: status === "trade" || status === "sale" ? STATUS_WORDS[status] : null,
  };
}
