import type { ItemDetail } from "@/components/site/item-model";
import { STANDING_WORDS, type Standing } from "@/db/tenant/choices";
import { FIELDS } from "@/db/tenant/fields";
import {
  type ItemDraft,
  type KeptCopy,
  type Photo,
  showsCertificate,
  standingsOf,
  type Want,
} from "@/db/tenant/item";
import type { OwnField } from "@/db/tenant/own";
import type { Neighbour } from "@/db/tenant/queries/neighbours";
import type { OwnOfItem } from "@/db/tenant/queries/own-values";
import { wantInWords } from "@/db/tenant/want-words";
import { ownInWords, valueInWords } from "../field-words";
import { copyOf } from "./copy-view";
import { captionOf, type Pictured, photographOf, plushOf } from "./pictured";

/** What stands among the facts of an item's page. */
const FACTS = FIELDS.filter((field) => "fact" in field);
type Facts = Pick<ItemDraft, (typeof FACTS)[number]["key"]>;

interface ItemParts {
  readonly item: Omit<Pictured, "standings"> & Facts & { readonly story: string };
  readonly copies: readonly KeptCopy[];
  readonly want: Want | null;
  readonly photos: readonly Photo[];
  readonly tags: readonly string[];
  readonly fields: readonly OwnField[];
  readonly own: OwnOfItem;
  readonly neighbours: { readonly previous: Neighbour | null; readonly next: Neighbour | null };
  readonly number: number;
}

/** An item's page as the components show it. */
export function itemDetail({
  item: row,
  copies,
  want,
  photos,
  tags,
  fields,
  own,
  neighbours,
  number,
}: ItemParts): ItemDetail {
  const item = { ...row, standings: standingsOf(copies, want) };
  const pictures = photos
    .filter((photo) => !showsCertificate(photo))
    .map((photo) => photographOf(item, photo, "full"));
  return {
    ...captionOf(item),
    number,
    picture: pictures[0] ?? plushOf(item),
    pictures: pictures.length ? pictures : [plushOf(item)],
    facts: [
      ...[...factsOf(item), ...standingFacts(item.standings, want)].filter(({ value }) => value),
      ...ownInWords(fields, "item", own.item).map(({ field, label, ...fact }) => ({
        ...fact,
        label: field.seenBy === "members" ? `${label} (members)` : label,
      })),
    ],
    copies: copies.map((copy, index) =>
      copyOf(
        copy,
        index,
        ownInWords(fields, "copy", own.copies[copy.id] ?? {}),
        photos.filter((photo) => showsCertificate(photo) && photo.copyId === copy.id),
      ),
    ),
    story: item.story || null,
    tags: tags.map((label) => ({ label, href: `/?${new URLSearchParams({ label })}` })),
    prev: neighbours.previous,
    next: neighbours.next,
  };
}

function factsOf(item: Facts): { label: string; value: string }[] {
  return FACTS.map((field) => ({
    label: field.label,
    value: valueInWords(field, item[field.key]),
  }));
}

function standingFacts(standings: readonly Standing[], want: Want | null) {
  return [
    { label: "Status", value: standings.map((one) => STANDING_WORDS[one]).join(", ") },
    { label: "Looking for", value: want ? wantInWords(want) : "" },
  ];
}
