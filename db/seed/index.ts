import { randomUUID } from "node:crypto";
import { hashEmail } from "@/base/tokens";
import { withDeadline } from "@/db/deadline";
import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/founding";
import { listTaken } from "@/db/platform/queries/tenants";
import { openScope, type WriteTx } from "@/db/scope";
import { type Installation, prepareTenantDatabase } from "@/db/setup";
import { LISTS } from "@/db/tenant/choices";
import type { OwnValues } from "@/db/tenant/own";
import { keepNamedMapping } from "@/db/tenant/queries/intake/mappings";
import { addMember } from "@/db/tenant/queries/members";
import { addField } from "@/db/tenant/queries/own-fields";
import { makeList } from "@/db/tenant/queries/pieces";
import { addSet } from "@/db/tenant/queries/sets";
import { addSite, setReach, wearSkin } from "@/db/tenant/queries/site";
import { keepView } from "@/db/tenant/queries/table/views";
import { saveTemplate } from "@/db/tenant/queries/templates";
import { ORIGINAL_NINE } from "@/db/tenant/set";
import { artmatt } from "./artmatt";
import { begin } from "./begin";
import type { Collection } from "./collection";
import { type Photograph, photographCertificates } from "./photographs";
import { sheetColumns } from "./sheet-columns";
import { tableViews } from "./table-views";
import { type KnownField, writeItems, writePlaces } from "./write-items";
import { writeValues } from "./write-values";

/**
 * Creates the two lived-in sites: artmatt in a pool, begin in a database of its own. A site that exists is left
 * as it is, and a site that was renamed or removed is not created again.
 * @param photograph takes the photographs of its certificates; without it there are none
 */
export async function seedDemo(
  installation: Installation,
  report: (step: string) => void = () => {},
  photograph?: Photograph,
): Promise<void> {
  if (!(await exists(artmatt))) await bringIn(artmatt, undefined, report, photograph);
  if (await exists(begin)) return;
  const own = `${installation.prefix}_own_begin`;
  await prepareTenantDatabase(installation, own, "own", report);
  await bringIn(begin, own, report, photograph);
}

async function exists({ slug }: Collection): Promise<boolean> {
  return (await platform.read((tx) => listTaken(tx, [slug]))).length > 0;
}

/** As a sign-up does it: the tenant's own rows are written while the claim is held. */
async function bringIn(
  collection: Collection,
  databaseName: string | undefined,
  report: (step: string) => void,
  photograph: Photograph | undefined,
): Promise<void> {
  const { slug, members, items } = collection;
  const owner = members.find((member) => member.role === "owner");
  if (!owner) throw new Error(`${slug} has no owner.`);
  const claim = { slug, ownerEmailHash: hashEmail(owner.email), databaseName, confirmed: true };
  const scope = await withDeadline(A_MINUTE, () =>
    platform.write(async (tx) => {
      const tenant = await claimTenant(tx, claim);
      if (!tenant) return null;
      const inside = openScope(tenant, { kind: "system", reason: "seed" });
      await inside.write((its) => furnish(its, collection));
      report(`${slug}: ${items.length} items`);
      return inside;
    }),
  );
  // Pictures take longer than a transaction may wait for.
  if (scope && photograph) await photographCertificates(scope, photograph);
}

/** A whole collection is more than a request may write, and here nobody's request waits. In milliseconds. */
const A_MINUTE = 60_000;

async function furnish(tx: WriteTx, collection: Collection): Promise<void> {
  await addSite(tx, collection.name, collection.firstSkin);
  for (const { note, skin } of collection.laterSkins) await wearSkin(tx, skin, note);
  for (const list of LISTS) await setReach(tx, list, collection.reaches[list]);
  for (const member of collection.members) await addMember(tx, { ...member, verified: true });
  for (const view of tableViews) await keepView(tx, { ...view, memberId: null });
  await keepNamedMapping(tx, sheetColumns);
  const placed = await writePlaces(tx, collection.places);
  const first = Date.parse(collection.since);
  const own = new Map<string, KnownField>();
  for (const field of collection.fields)
    own.set(field.label, { id: await addField(tx, field), type: field.type });
  for (const { label, facts, own: begins } of collection.templates)
    await saveTemplate(tx, { label, facts, own: byIds(begins, own) });
  await writeItems(
    tx,
    collection.items.map((item, index) => ({
      item: placed(item),
      createdAt: new Date(first + index * DAY),
      trashedAt: item.trashed ? new Date(Date.now() - (index % 20) * DAY) : null,
    })),
    own,
  );
  for (const { rule, ...set } of collection.sets)
    await addSet(tx, randomUUID(), {
      ...set,
      rule: rule === "the original nine" ? await makeList(tx, ORIGINAL_NINE) : rule,
    });
  await writeValues(tx, collection.observations, collection.rates);
}

function byIds(begins: OwnValues, own: ReadonlyMap<string, KnownField>): OwnValues {
  return Object.fromEntries(
    Object.entries(begins).map(([label, values]) => [own.get(label)?.id ?? label, values]),
  );
}

/** In milliseconds. Trashed items stay in the trash for 30 days. */
const DAY = 24 * 60 * 60 * 1000;
