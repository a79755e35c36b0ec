import type { ItemDetail } from "@/components/site/item-model";
import { FIELDS } from "@/db/tenant/fields";
import type { Copy, ItemDraft, Photo } from "@/db/tenant/item";
import type { Neighbour } from "@/db/tenant/queries/neighbours";
import { valueInWords } from "../field-words";
import { copyOf } from "./copy-view";
import { captionOf, type Pictured, photographOf, plushOf } from "./pictured";

/** What stands among the facts of an item's page. */
const FACTS = FIELDS.filter((field) => "fact" in field);
type Facts = Pick<ItemDraft, (typeof FACTS)[number]["key"]>;

interface ItemParts {
  readonly item: Pictured & Facts & { readonly story: string };
  readonly copies: readonly (Copy & { id: string })[];
  readonly photos: readonly Photo[];
  readonly tags: readonly string[];
  readonly neighbours: { readonly previous: Neighbour | null; readonly next: Neighbour | null };
  readonly number: number;
}

/** An item's page as the components show it. */
export function itemDetail({
  item,
  copies,
  photos,
  tags,
  neighbours,
  number,
}: ItemParts): ItemDetail {
  const pictures = photos.map((photo) => photographOf(item, photo, "full"));
  return {
    ...captionOf(item),
    number,
    picture: pictures[0] ?? plushOf(item),
    pictures: pictures.length ? pictures : [plushOf(item)],
    facts: factsOf(item),
    copies: copies.map((copy, index) => copyOf(copy, index, item.status)),
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
  })).filter(({ value }) => value);
}
