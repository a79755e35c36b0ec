import { dateInWords } from "@/components/dates";
import type { ItemDetail } from "@/components/site/item-model";
import type { Copy } from "@/db/tenant/queries/items";
import type { Neighbour } from "@/db/tenant/queries/neighbours";
import type { Photo } from "@/db/tenant/queries/photos";
import { copyOf } from "./copy-view";
import { CONDITION_LABELS, CONDITION_ORDER, STATUS_LABELS, tagInWords } from "./labels";
import { captionOf, type Pictured, photographOf, plushOf } from "./pictured";

interface ItemParts {
  readonly item: Pictured & { readonly birthday: string; readonly story: string };
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
  const [best] = copies
    .map((copy) => copy.condition)
    .filter(Boolean)
    .sort((one, other) => CONDITION_ORDER.indexOf(one) - CONDITION_ORDER.indexOf(other));
  return {
    ...captionOf(item),
    number,
    bestCondition: best ? (CONDITION_LABELS[best] ?? null) : null,
    swingTag: tagInWords(copies[0]?.swingTag ?? ""),
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

function factsOf(item: ItemParts["item"]): { label: string; value: string }[] {
  const facts = [
    { label: "Animal", value: item.animal },
    { label: "Variant", value: item.variant },
    { label: "Colour", value: item.colour },
    { label: "Style number", value: item.styleNumber },
    { label: "Birthday", value: dateInWords(item.birthday) },
    { label: "Introduced", value: dateInWords(item.introduced) },
    { label: "Retired", value: dateInWords(item.retired) },
    { label: "Status", value: STATUS_LABELS[item.status] ?? "" },
  ];
  return facts.filter((fact) => fact.value);
}
