import { FACT_KEYS } from "@/db/tenant/entry";
import type { ItemValues } from "@/server/items/item-values";
import { whoseShown } from "./entries/entry-values";

/**
 * The next form after a save that took a while: what still holds what was sent begins anew, and what was typed
 * meanwhile stays.
 */
export function nextKeepingTyped(now: ItemValues, sent: ItemValues, next: ItemValues): ItemValues {
  return {
    ...(keptOf(now, sent, { ...next, copies: [] }) as ItemValues),
    copies: isSame(now.copies, sent.copies)
      ? next.copies
      : now.copies.map((copy, place) => {
          const before = sent.copies[place];
          const fresh = next.copies[0];
          return before && fresh ? (keptOf(copy, before, fresh) as typeof copy) : copy;
        }),
  };
}

/**
 * Whether a form says more than the copies that go to an item that is there, and its name and variant, by which that
 * item was found. What the catalogue filled in is nothing that somebody typed.
 * @param fresh the form as it began
 */
export function hasMoreThanCopies(values: ItemValues, fresh: ItemValues): boolean {
  const filled = FACT_KEYS.filter((key) => whoseShown(values, key) === "catalogue");
  const ofEntry = Object.fromEntries(filled.map((key) => [key, fresh[key]]));
  const there = { ...ofEntry, name: "", variant: "", copies: [], entry: null };
  return !isSame({ ...values, ...there }, { ...fresh, ...there });
}

/** Part by part: `next` where `now` is what was sent, else what is there now. */
function keptOf(now: unknown, sent: unknown, next: unknown): unknown {
  if (isSame(now, sent)) return next;
  if (!isParts(now) || !isParts(sent) || !isParts(next)) return now;
  return Object.fromEntries(
    Object.keys({ ...next, ...now })
      .map((key) => [key, keptOf(now[key], sent[key], next[key])])
      .filter(([, value]) => value !== undefined),
  );
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
