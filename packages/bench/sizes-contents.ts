import type { Scope } from "@/db/scope";
import { type Chance, chanceFrom } from "@/db/seed/chance";
import type { SeedItem } from "@/db/seed/collection";
import { inventItem } from "@/db/seed/invent";
import { type DatedItem, type KnownField, writeItems, writePlaces } from "@/db/seed/write-items";
import type { FieldDraft } from "@/db/tenant/own";
import { addField } from "@/db/tenant/queries/own-fields";

/** A word that one item of a site has, however many there are. */
export const RARE = "Xyzzyva";

/** What the owner's field of numbers is called. */
export const WEIGHT = "Weight";

const drafted = (
  label: string,
  type: FieldDraft["type"],
  more: Partial<FieldDraft> = {},
): FieldDraft => ({
  label,
  type,
  of: "item",
  seenBy: "everyone",
  group: "",
  unit: "",
  choices: [],
  ...more,
});

/** The fields that the owner of a measured site has made. */
const FIELDS: readonly FieldDraft[] = [
  drafted("Source", "choice", { choices: ["Fair", "Trade", "Raffle", "Will", "Charity bin"] }),
  drafted("Extras", "choices", { choices: ["Box", "Case", "Receipt", "Poster"] }),
  drafted(WEIGHT, "number", { unit: "g" }),
  drafted("Boxed", "yes/no", { of: "copy" }),
  drafted("Insured for", "money", { of: "copy", seenBy: "members" }),
];

const ROOMS = ["Hall", "Study", "Attic"];
const BOXES = 12;

/** How many items are written in one transaction, which must end within seconds. */
const TOGETHER = 20;

/** When the first item was entered; a minute later the next. */
const SINCE = Date.parse("2024-01-01");

/**
 * Fills a site with invented items that have copies, tags, places and values in the owner's own fields. Two sites are
 * filled alike but for their ids.
 */
export async function fillSite(scope: Scope, count: number): Promise<void> {
  const chance = chanceFrom("sizes");
  const { known, placed } = await scope.write(async (tx) => {
    const fields = new Map<string, KnownField>();
    for (const draft of FIELDS)
      fields.set(draft.label, { id: await addField(tx, draft), type: draft.type });
    const rooms = ROOMS.map((name) => ({ key: name, name }));
    const boxes = Array.from({ length: BOXES }, (_, at) => ({
      key: `Box ${at}`,
      name: `Box ${at}`,
      within: ROOMS[at % ROOMS.length],
    }));
    return { known: fields, placed: await writePlaces(tx, [...rooms, ...boxes]) };
  });
  for (let start = 0; start < count; start += TOGETHER) {
    const dated = Array.from({ length: Math.min(TOGETHER, count - start) }, (_, at): DatedItem => {
      const number = start + at + 1;
      const item = placed(withOwn(inventItem(chance, number), chance));
      const createdAt = new Date(SINCE + number * 60_000);
      return { item, createdAt, trashedAt: item.trashed ? createdAt : null };
    });
    await scope.write((tx) => writeItems(tx, dated, known));
  }
}

function withOwn(item: SeedItem, chance: Chance): SeedItem {
  return {
    ...item,
    own: {
      Source: [chance.pick(["Fair", "Trade", "Raffle", "Will", "Charity bin"])],
      [WEIGHT]: [String(80 + chance.below(200))],
      ...(chance.next() < 0.5 && { Extras: ["Box", "Receipt"] }),
    },
    copies: item.copies.map((copy) => ({
      ...copy,
      placeId: `Box ${chance.below(BOXES)}`,
      own: {
        Boxed: [chance.next() < 0.3 ? "yes" : "no"],
        ...(copy.pricePaid && { "Insured for": [`${copy.pricePaid} USD`] }),
      },
    })),
  };
}
