import postgres from "postgres";
import { openScope, type Scope } from "@/db/scope";
import { urlOfDatabase } from "@/db/setup";
import { openItem, saveDraft } from "@/db/tenant/queries/drafts";
import type { Figure } from "./figures";
import { quantile } from "./load";
import type { Testbed } from "./testbed";
import { ROUNDS } from "./turns";

/** How many saves are one turn. */
const SAVES = 60;

/**
 * The save of one item with the history and without: the same saves over the same rows, in turns, where the triggers that
 * keep changes are put to sleep.
 */
export async function measureHistory(testbed: Testbed): Promise<Figure[]> {
  const { tenant, items, sql } = await bench(testbed);
  const ratios: number[] = [];
  try {
    await saveAll(tenant, items);
    for (let round = 0; round < ROUNDS; round++) {
      const kept = await saveAll(tenant, items);
      await setTriggers(sql, "disable");
      const bare = await saveAll(tenant, items).finally(() => setTriggers(sql, "enable"));
      ratios.push(kept / bare);
    }
  } finally {
    await sql.end();
  }
  const ratio = quantile(ratios, 0.5);
  return [
    {
      what: "save of one item with its history ÷ without",
      value: ratio.toFixed(2),
      bar: "≤ 1.3",
      met: ratio <= 1.3,
    },
  ];
}

async function bench({ adminUrl, few }: Testbed) {
  const sql = postgres(urlOfDatabase(adminUrl, few.database.name), { max: 1 });
  const rows = await sql<{ id: string }[]>`
    select i.id from items i where i.tenant_id = ${few.id} and i.trashed_at is null
      and exists (select from copies c where c.tenant_id = i.tenant_id and c.item_id = i.id)
    order by i.id limit ${SAVES}`;
  return {
    sql,
    tenant: openScope(few, { kind: "system", reason: "bench" }),
    items: rows.map(({ id }) => id),
  };
}

/** @returns milliseconds for one save, the median: a few fields and a copy change, as by a person */
async function saveAll(scope: Scope, ids: readonly string[]): Promise<number> {
  const taken: number[] = [];
  for (const id of ids) {
    const item = await scope.read((tx) => openItem(tx, id));
    if (!item) continue;
    const story = `${item.draft.story.slice(0, 500)} ${taken.length}`;
    const copies = item.draft.copies.map((copy) => ({
      ...copy,
      note: `Noted ${performance.now()}`,
    }));
    const began = performance.now();
    await scope.write((tx) => saveDraft(tx, id, { ...item.draft, story, copies }, item.version));
    taken.push(performance.now() - began);
  }
  return quantile(taken, 0.5);
}

async function setTriggers(sql: postgres.Sql, to: "enable" | "disable"): Promise<void> {
  const triggers = await sql<{ name: string; table: string }[]>`
    select tgname as name, tgrelid::regclass::text as table from pg_trigger where tgname like 'keep\\_change\\_%'`;
  for (const { name, table } of triggers)
    await sql.unsafe(`alter table ${table} ${to} trigger ${name}`);
}
