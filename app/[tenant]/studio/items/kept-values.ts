import { COPY_STATUSES, type CopyStatus } from "@/db/tenant/choices";
import {
  type CopyValues,
  emptyCopy,
  emptyValues,
  emptyWant,
  type ItemValues,
} from "@/server/items/item-values";

/** A form's contents as a tab may have kept them from a former version. It called an amount `price`. */
export type FormerValues = Partial<Omit<ItemValues, "copies">> & {
  /** How the item stood, from before each of its copies did. */
  readonly status?: string;
  readonly copies?: readonly (Partial<CopyValues> & { readonly price?: string })[];
};

/**
 * What a tab kept of a form, also one of a former version: fields it did not have yet are empty, and those that are no
 * more are left out. How an item stood is how its copies do, or that it is wanted.
 */
export function keptValues(kept: FormerValues): ItemValues {
  const known = (empty: object, given: object) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => name in empty));
  const { id, ...fresh } = emptyCopy();
  const status = statusOf(kept.status);
  const copies = (kept.copies ?? []).map(
    (copy): CopyValues => ({
      ...fresh,
      status,
      ...(copy.price !== undefined && { pricePaid: copy.price }),
      ...known({ id, ...fresh }, copy),
    }),
  );
  const empty = emptyValues();
  return {
    ...empty,
    ...known(empty, kept),
    want: kept.want ?? (kept.status === "wanted" ? emptyWant() : null),
    copies: copies.length === 0 && status !== "owned" ? [{ id: null, ...fresh, status }] : copies,
  };
}

function statusOf(status: string | undefined): CopyStatus {
  return COPY_STATUSES.find((known) => known === status) ?? "owned";
}
