import { dateInWords } from "@/components/dates";
import type { ItemDetail } from "@/components/site/item-model";
import { type Copy, GRADES, type Photo } from "@/db/tenant/item";
import type { Neighbour } from "@/db/tenant/queries/neighbours";
import { CONDITION_WORDS, FACT_WORDS, STATUS_WORDS, tagInWords } from "../item-words";
import { copyOf } from "./copy-view";
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
  const best = GRADES.find((grade) => copies.some((copy) => copy.condition === grade));
  return {
    ...captionOf(item),
    number,
    bestCondition: best ? CONDITION_WORDS[best] : null,
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
    { label: FACT_WORDS.animal, value: item.animal },
    { label: FACT_WORDS.variant, value: item.variant },
    { label: FACT_WORDS.colour, value: item.colour },
    { label: FACT_WORDS.styleNumber, value: item.styleNumber },
    { label: FACT_WORDS.birthday, value: dateInWords(item.birthday) },
    { label: FACT_WORDS.introduced, value: dateInWords(item.introduced) },
    { label: FACT_WORDS.retired, value: dateInWords(item.retired) },
    { label: "Status", value: STATUS_WORDS[item.status] },
  ];
  return facts.filter((fact) => fact.value);
}
