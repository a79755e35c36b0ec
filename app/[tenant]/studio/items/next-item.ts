import { fieldsOf } from "@/db/tenant/fields";
import {
  type CopyValues,
  emptyCopy,
  emptyValues,
  type ItemValues,
} from "@/server/items/item-values";

/** The fields that can be kept for the next item, under the names of their pins. */
const KEEPING = {
  item: fieldsOf("item").filter((field) => field.keeps),
  copy: fieldsOf("copy").filter((field) => field.keeps),
};

/** What is pinned before anybody has chosen: a currency rarely changes from toy to toy. */
export const FIRST_PINS: readonly string[] = ["currency"];

/**
 * The form of one more item: with a copy, and with what was pinned of the last.
 * @param currency of its price, where none is pinned
 */
export function nextValues(
  pinned: ReadonlySet<string>,
  last: ItemValues | null,
  currency: string,
): ItemValues {
  const kept = KEEPING.item
    .filter(({ key }) => pinned.has(key))
    .map(({ key }) => [key, last?.[key]]);
  return {
    ...emptyValues(),
    ...(last && Object.fromEntries(kept)),
    copies: [nextCopy(pinned, last?.copies.at(-1), currency)],
  };
}

function nextCopy(
  pinned: ReadonlySet<string>,
  last: CopyValues | undefined,
  currency: string,
): CopyValues {
  const copy = emptyCopy(last && pinned.has("currency") ? last.currency : currency);
  const kept = KEEPING.copy
    .filter(({ key }) => pinned.has(key))
    .map(({ key }) => [key, last?.[key]]);
  return { ...copy, ...(last && Object.fromEntries(kept)) };
}

/** The last item once more, as a new one: its copies are others, and lent to nobody. */
export function sameAgain(last: ItemValues): ItemValues {
  return {
    ...last,
    tags: [...last.tags],
    copies: last.copies.map((copy) => ({
      ...copy,
      id: null,
      status: copy.status === "lent" ? "owned" : copy.status,
    })),
  };
}

/** What is saved of a new item's form: of one that is looked for, a copy of which nothing was said is none. */
export function forSaving(
  values: ItemValues,
  pinned: ReadonlySet<string>,
  last: ItemValues | null,
  currency: string,
): ItemValues {
  if (values.want === null) return values;
  const untouched = JSON.stringify(nextCopy(pinned, last?.copies.at(-1), currency));
  return { ...values, copies: values.copies.filter((copy) => JSON.stringify(copy) !== untouched) };
}
