import { randomUUID } from "node:crypto";
import { env } from "@/base/env";
import { openScope, type Scope } from "@/db/scope";
import { type OpenItem, openItem, saveDraft } from "@/db/tenant/queries/drafts";
import { listFields } from "@/db/tenant/queries/own-fields";
import type { Figure } from "./figures";
import { quantile } from "./load";
import { copyPool, inDatabase, sizesOf } from "./sizes";
import { WEIGHT } from "./sizes-contents";
import type { Testbed } from "./testbed";
import { ROUNDS, spentOn } from "./turns";

/** How many saves are one turn. */
const SAVES = 60;

/**
 * The save of one item in a pool with large neighbours ÷ the same save in a copy of that pool, where no trigger keeps
 * changes or words and the owner has made no fields.
 */
export async function measureSave(testbed: Testbed): Promise<Figure[]> {
  const { small } = await sizesOf(testbed);
  testbed.report("Copying the pool without history, words and own fields");
  const bare = await copyWithoutThree(testbed.adminUrl, small);
  const ids = await listSaved(testbed.adminUrl, small);
  const spent: { full: number; less: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const full = await saveAll(testbed, small, ids);
    const less = await saveAll(testbed, bare, ids);
    if (round > 0) spent.push({ full, less });
  }
  const median = (of: (one: { full: number; less: number }) => number) =>
    quantile(spent.map(of), 0.5);
  const ratio = median(({ full, less }) => full / less);
  return [
    {
      what: "save of one item with history, words and own fields ÷ without the three, processor time",
      value: `${ratio.toFixed(2)} (${median(({ full }) => full).toFixed(2)} ÷ ${median(({ less }) => less).toFixed(2)} ms)`,
      bar: "≤ 1.6",
      met: ratio <= 1.6,
    },
  ];
}

/** The scope of the same site in the copy. */
async function copyWithoutThree(adminUrl: string, { tenant }: Scope): Promise<Scope> {
  const { DATABASE_PREFIX: prefix, SECRET: secret } = env();
  const name = `${prefix}_pool_5`;
  await copyPool({ adminUrl, prefix, secret }, tenant.database.name, name);
  await inDatabase(adminUrl, name, async (sql) => {
    const triggers = await sql<{ name: string; table: string }[]>`
      select tgname as name, tgrelid::regclass::text as table from pg_trigger
      where tgname ~ '^keep_(change|words)_'`;
    for (const trigger of triggers)
      await sql.unsafe(`alter table ${trigger.table} disable trigger ${trigger.name}`);
    await sql`delete from fields where tenant_id = ${tenant.id}`;
    await sql`vacuum analyze fields, field_values`;
  });
  const database = { ...tenant.database, name };
  return openScope({ ...tenant, database }, { kind: "system", reason: "bench" });
}

/** Items with copies. */
function listSaved(adminUrl: string, { tenant }: Scope): Promise<string[]> {
  return inDatabase(adminUrl, tenant.database.name, async (sql) => {
    const rows = await sql<{ id: string }[]>`
      select i.id from items i where i.tenant_id = ${tenant.id} and i.trashed_at is null
        and exists (select from copies c where c.tenant_id = i.tenant_id and c.item_id = i.id)
      order by i.id limit ${SAVES}`;
    return rows.map(({ id }) => id);
  });
}

/**
 * Changes what a person changes in one save: some words, the notes on copies, what the owner's field says.
 * @returns milliseconds for one save
 */
async function saveAll(testbed: Testbed, scope: Scope, ids: readonly string[]): Promise<number> {
  const own = await scope.read((tx) => listFields(tx));
  const weight = own.find(({ label }) => label === WEIGHT);
  const opened: OpenItem[] = [];
  for (const id of ids) {
    const item = await scope.read((tx) => openItem(tx, id));
    if (item) opened.push(item);
  }
  const spent = await spentOn(testbed, async () => {
    for (const [at, { id, draft, version }] of opened.entries()) {
      const changed = {
        ...draft,
        story: `${draft.story.slice(0, 500)} Looked at it for the ${at}th time.`,
        copies: draft.copies.map((copy) => ({ ...copy, note: `Noted ${randomUUID()}` })),
        own: weight ? { ...draft.own, [weight.id]: [String(at + Math.random())] } : {},
      };
      await scope.write((tx) => saveDraft(tx, id, changed, version));
    }
  });
  return spent / opened.length;
}
