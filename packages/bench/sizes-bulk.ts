import { randomUUID } from "node:crypto";
import { openScope, type Scope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { beginBulkEdit, continueBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import type { Change } from "@/db/tenant/queries/table/change";
import { undoWhole } from "@/db/tenant/queries/undo";
import { DatabaseUnavailable } from "@/db/transaction";
import type { Figure } from "./figures";
import { quantile } from "./load";
import { inDatabase, sizesOf } from "./sizes";
import type { Testbed } from "./testbed";
import { spentOn } from "./turns";

/** How many items are changed together, and how often after a first time that warms up. */
const ITEMS = 4000;
const ROUNDS = 3;

const CHANGES = [
  { do: "set", field: "status", value: "trade" },
  { do: "set", field: "colour", value: "Deep red" },
  { do: "set", field: "visibility", value: "private" },
] as const satisfies readonly Change[];

/** How many of 20,000 items a bulk edit changes, and its undo, for a second of processor time of app and Postgres. */
export async function measureBulk(testbed: Testbed): Promise<Figure[]> {
  const { middle } = await sizesOf(testbed);
  const ids = await changeable(testbed.adminUrl, middle);
  const figures: Figure[] = [];
  const timeOf = (work: () => Promise<void>) => spentOn(testbed, work).catch(unlessLate);
  for (const change of CHANGES) {
    const done: number[] = [];
    const undone: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const edit = randomUUID();
      const editing = await timeOf(() => editAll(middle, edit, ids, change));
      const undoing = editing === null ? null : await timeOf(() => undo(middle, edit));
      const isLast = undoing === null;
      if (editing !== null && (round > 0 || isLast)) done.push((ITEMS / editing) * 1000);
      if (isLast) break;
      if (round > 0) undone.push((ITEMS / undoing) * 1000);
    }
    const figure = (what: string, perSecond: number): Figure => ({
      what: `${what} of ${ITEMS} of 20,000 items by ${change.field}, items a second of processor time`,
      value: Number.isNaN(perSecond) ? "not done in the time of a statement" : perSecond.toFixed(0),
      bar: "≥ 2,000",
      met: perSecond >= 2000,
    });
    figures.push(
      figure("bulk edit", quantile(done, 0.5)),
      figure("undo of a bulk edit", quantile(undone, 0.5)),
    );
  }
  return figures;
}

/** What takes longer than a statement may is a figure as well. */
function unlessLate(error: unknown): null {
  if (error instanceof DatabaseUnavailable) return null;
  throw error;
}

/** Items that each of the changes changes. */
async function changeable(adminUrl: string, { tenant }: Scope): Promise<string[]> {
  const rows = await inDatabase(
    adminUrl,
    tenant.database.name,
    (sql) => sql<{ id: string }[]>`
      select i.id from items i where i.tenant_id = ${tenant.id} and i.trashed_at is null and i.visibility = 'public'
        and i.colour <> 'Deep red' and exists (select from copies c where c.tenant_id = i.tenant_id and c.item_id = i.id)
        and not exists (
          select from copies c where c.tenant_id = i.tenant_id and c.item_id = i.id and c.status = 'trade')
      order by i.id limit ${ITEMS}`,
  );
  if (rows.length < ITEMS) throw new Error(`Only ${rows.length} items can be changed.`);
  return rows.map(({ id }) => id);
}

/** As a worker does it. */
async function editAll(
  site: Scope,
  id: string,
  ids: readonly string[],
  change: Change,
): Promise<void> {
  const [owner] = await site.read(listMembers);
  if (!owner) throw new Error("The site has no owner.");
  const member = { kind: "member", id: owner.id, role: "owner" } as const;
  const scope = openScope(site.tenant, member).during("bulk edit", id);
  const seen = String(Date.now() * 1000);
  const edit = { id, selection: { ids }, change, seen, memberId: owner.id };
  await scope.write((tx) => beginBulkEdit(tx, edit));
  for (;;) {
    const now = await scope.write((tx) => continueBulkEdit(tx, id));
    if (now.ended && now.changed < ids.length)
      throw new Error(`${now.changed} items were changed. ${now.problem}`);
    if (now.ended) return;
  }
}

/** As a person asks for it: whole, unless something would be left alone. */
async function undo(scope: Scope, id: string): Promise<void> {
  const went = await scope.write((tx) => undoWhole(tx, id));
  if (!("rows" in went) || went.rows < ITEMS) throw new Error("Not all was taken back.");
}
