import { desc, eq, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import { prebuilt } from "@/db/prebuilt";
import type { ReadTx, WriteTx } from "@/db/scope";
import type { Skin } from "@/themes/skin";
import type { Language, List, Reach } from "../choices";
import { shelfSets } from "../facet-schema";
import { site, skins } from "../schema";
import { sets } from "../set-schema";

/** What the site is called, the skin it wears as stored, and the version that caches carry in their keys. */
export interface SiteRow {
  readonly name: string;
  readonly version: number;
  readonly skinNumber: number;
  readonly skin: unknown;
  readonly createdAt: Date;
  /** Whether its foot leads to the pages about tags: unless its owner hides them, where a toy in sight has a swing tag. */
  readonly leadsToTags: boolean;
  readonly reaches: Reaches;
  /** Whether a set is for everyone. */
  readonly hasSets: boolean;
  /** Whether visitors may write to the owners. */
  readonly takesMessages: boolean;
}

/** Who reads each list of the site, and what is on it. */
export type Reaches = Readonly<Record<List, Reach>>;

const selectSite = prebuilt((tx) =>
  tx
    .select({
      name: site.name,
      version: site.version,
      skinNumber: skins.number,
      skin: skins.value,
      createdAt: site.createdAt,
      // By the shelf's own sets, of which there are few however many items there are.
      leadsToTags: sql<boolean>`${site.tagPages} and exists (select from ${shelfSets} where ${shelfSets.facet} = 'tag')`,
      hasSets: sql<boolean>`exists (select from ${sets} where ${sets.visibility} = 'public')`,
      takesMessages: site.takesMessages,
      reaches: { wants: site.wantsReach, trades: site.tradesReach },
    })
    .from(site)
    .innerJoin(skins, eq(skins.id, site.skinId)),
);

const selectVersion = prebuilt((tx) => tx.select({ version: site.version }).from(site));

/** @throws Error when the tenant has no site row: its founding did not happen */
export async function getSite(tx: ReadTx): Promise<SiteRow> {
  const [row] = await selectSite(tx, {});
  if (!row) throw new Error("This tenant has no site.");
  return row;
}

/** The version alone, for caches; null when the tenant has no site. */
export async function findSiteVersion(tx: ReadTx): Promise<number | null> {
  const [row] = await selectVersion(tx, {});
  return row?.version ?? null;
}

/** Writes the rows that every tenant has from birth. */
export async function addSite(tx: WriteTx, name: string, skin: Skin): Promise<void> {
  const [first] = await tx
    .insert(skins)
    .values({ number: 1, value: skin, note: "The beginning" })
    .returning({ id: skins.id });
  if (!first) throw new Error("The first skin was not written.");
  await tx.insert(site).values({ name, skinId: first.id });
}

/** Saves a new version of the skin and wears it. Earlier versions stay. */
export async function wearSkin(tx: WriteTx, skin: Skin, note = ""): Promise<number> {
  // Locks the site's row first, so that two saves at once get two numbers.
  await tx.select({ id: site.id }).from(site).for("update");
  const [saved] = await tx
    .insert(skins)
    .values({
      number: sql`(select coalesce(max(number), 0) + 1 from skins)`,
      value: skin,
      note,
    })
    .returning({ id: skins.id, number: skins.number });
  if (!saved) throw new Error("The skin was not written.");
  await tx.update(site).set({ skinId: saved.id });
  return saved.number;
}

/** The saved versions, newest first. */
export async function listSkins(
  tx: ReadTx,
): Promise<{ number: number; note: string; value: unknown; createdAt: Date }[]> {
  return tx
    .select({
      number: skins.number,
      note: skins.note,
      value: skins.value,
      createdAt: skins.createdAt,
    })
    .from(skins)
    .orderBy(desc(skins.number))
    .limit(50);
}

/** @throws Refusal when there is no such version */
export async function getSkinVersion(tx: ReadTx, number: number): Promise<unknown> {
  // Compares as numeric, so that a number beyond the column's range finds nothing instead of failing.
  const [row] = await tx
    .select({ value: skins.value })
    .from(skins)
    .where(sql`${skins.number} = ${String(number)}::numeric`);
  if (!row) throw new Refusal("There is no such version of the skin.", { status: 404 });
  return row.value;
}

/** In which language's order the site's names stand. */
export async function getLanguage(tx: ReadTx): Promise<Language> {
  const [row] = await tx.select({ language: site.language }).from(site);
  return row?.language ?? "en";
}

/** Sorts the site's names as another language has it; a trigger makes their keys anew. */
export async function setLanguage(tx: WriteTx, language: Language): Promise<void> {
  await tx.update(site).set({ language });
}

/** Whether the owner lets the site's foot lead to the pages about tags. */
export async function getTagPages(tx: ReadTx): Promise<boolean> {
  const [row] = await tx.select({ shown: site.tagPages }).from(site);
  return row?.shown ?? true;
}

/** Shows the pages about tags at the site's foot, or hides them; they answer all the same. */
export async function showTagPages(tx: WriteTx, shown: boolean): Promise<void> {
  await tx.update(site).set({ tagPages: shown });
}

/** Says who reads a list of the site, and what is on it. */
export async function setReach(tx: WriteTx, list: List, reach: Reach): Promise<void> {
  await tx.update(site).set(list === "wants" ? { wantsReach: reach } : { tradesReach: reach });
}

/** Changes what the site is called. */
export async function nameSite(tx: WriteTx, name: string): Promise<void> {
  await tx.update(site).set({ name });
}
