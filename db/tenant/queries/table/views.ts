import { and, asc, count, eq, isNull, ne, or } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { tableViews } from "../../table-schema";
import { askable } from "../text";
import type { TableFields } from "./fields";
import { readView, type ViewValue } from "./view-value";

/** An arrangement of the table that has a name. */
export interface NamedView {
  readonly id: string;
  readonly name: string;
  /** Whether it is the whole site's, and not the member's alone. */
  readonly shared: boolean;
  readonly value: ViewValue;
}

/** How many views a member may name, and how many a site. */
const MOST = 50;

/** The views that a member may choose from, the site's first, and what the member last arranged without a name. */
export async function listViews(
  tx: ReadTx,
  fields: TableFields,
  memberId: string,
): Promise<{ readonly named: NamedView[]; readonly last: ViewValue | null }> {
  const rows = await tx
    .select({
      id: tableViews.id,
      name: tableViews.name,
      memberId: tableViews.memberId,
      value: tableViews.value,
    })
    .from(tableViews)
    .where(or(isNull(tableViews.memberId), eq(tableViews.memberId, memberId)))
    .orderBy(asc(tableViews.name), asc(tableViews.id));
  const last = rows.find((row) => row.name === "");
  const named = rows
    .filter((row) => row.name !== "")
    .map((row) => ({
      id: row.id,
      name: row.name,
      shared: row.memberId === null,
      value: readView(row.value, fields),
    }));
  return {
    named: [...named.filter((view) => view.shared), ...named.filter((view) => !view.shared)],
    last: last ? readView(last.value, fields) : null,
  };
}

/** Keeps what a member has arranged without a name. */
export async function keepArrangement(
  tx: WriteTx,
  memberId: string,
  value: ViewValue,
): Promise<void> {
  await put(tx, { memberId, name: "", value });
}

/**
 * Keeps an arrangement under a name, in the place of one that has this name already.
 * @param memberId null for the whole site
 * @throws Refusal (409) when there are too many
 */
export async function keepView(
  tx: WriteTx,
  view: { readonly memberId: string | null; readonly name: string; readonly value: ViewValue },
): Promise<string> {
  const [before] = await tx
    .select({ value: count() })
    .from(tableViews)
    .where(and(belongsTo(view.memberId), ne(tableViews.name, ""), ne(tableViews.name, view.name)));
  if ((before?.value ?? 0) >= MOST)
    throw new Refusal(`There are ${MOST} views already. Remove one first.`, { status: 409 });
  return put(tx, view);
}

/** Removes a named view: the member's own, or one of the site. @throws Refusal (404) */
export async function removeView(tx: WriteTx, id: string, memberId: string | null): Promise<void> {
  const gone = await tx
    .delete(tableViews)
    .where(and(eq(tableViews.id, id), belongsTo(memberId), ne(tableViews.name, "")))
    .returning({ id: tableViews.id });
  if (gone.length === 0) throw new Refusal("There is no such view.", { status: 404 });
}

async function put(
  tx: WriteTx,
  { memberId, name, value }: { memberId: string | null; name: string; value: ViewValue },
): Promise<string> {
  const [row] = await tx
    .insert(tableViews)
    .values({ memberId, name: askable(name), value })
    .onConflictDoUpdate({
      target: [tableViews.tenantId, tableViews.memberId, tableViews.name],
      set: { value },
    })
    .returning({ id: tableViews.id });
  if (!row) throw new Error("The view was not kept.");
  return row.id;
}

function belongsTo(memberId: string | null) {
  return memberId === null ? isNull(tableViews.memberId) : eq(tableViews.memberId, memberId);
}
