import { dateInWords, yearOf } from "@/components/dates";
import type { ItemCopy, ItemDetail } from "@/components/site/item-model";
import type { Picture, ShelfItem } from "@/components/site/model";
import type { Facet, Pager, Search } from "@/components/site/search-model";
import type { Copy } from "@/db/tenant/queries/items";
import type { Neighbour } from "@/db/tenant/queries/neighbours";
import type { Photo } from "@/db/tenant/queries/photos";
import { FACETS, type FacetKey, PAGE_SIZE, type ShelfRow, SORTS } from "@/db/tenant/queries/shelf";
import {
  CONDITION_LABELS,
  CONDITION_ORDER,
  FACET_LABELS,
  STATUS_LABELS,
  tagInWords,
} from "./labels";
import { type ShelfUrl, SORT_LABELS, shelfHref, switchedHref } from "./shelf-url";

/** The facts of an item that its picture and caption are made of. */
type Pictured = Pick<
  ShelfRow,
  | "slug"
  | "name"
  | "animal"
  | "variant"
  | "colour"
  | "styleNumber"
  | "introduced"
  | "retired"
  | "status"
  | "visibility"
>;

/** Rows of the shelf as the components show them. @param offset how many stand before the first */
export function shelfItems(rows: readonly ShelfRow[], offset: number): ShelfItem[] {
  return rows.map((row, index) => ({
    ...captionOf(row),
    copies: row.copies,
    bestCondition: row.bestCondition ? (CONDITION_LABELS[row.bestCondition] ?? null) : null,
    swingTag: tagInWords(row.swingTag ?? ""),
    number: offset + index + 1,
    picture: row.photo ? photographOf(row, row.photo, "shelf") : plushOf(row),
  }));
}

/** Search, sorting and facets with counts; an option that is chosen stays to be taken back. */
export function searchOf(
  url: ShelfUrl,
  counts: Readonly<Record<FacetKey, readonly { value: string; count: number }[]>>,
): Search {
  const carried = FACETS.flatMap((key) => url.chosen[key].map((value) => ({ name: key, value })));
  return {
    action: "/",
    query: url.typed,
    carried: url.label ? [...carried, { name: "label", value: url.label }] : carried,
    sorts: SORTS.map((value) => ({
      value,
      label: SORT_LABELS[value],
      selected: url.sort === value,
    })),
    facets: FACETS.map((key) => facetOf(url, key, counts[key])),
    clearHref: "/",
  };
}

/** @param total over all pages */
export function pagerOf(url: ShelfUrl, total: number): Pager {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(url.page, pages);
  return {
    page,
    pages,
    total,
    from: total === 0 ? 0 : (page - 1) * PAGE_SIZE + 1,
    to: Math.min(total, page * PAGE_SIZE),
    prevHref: page > 1 ? shelfHref(url, { page: page - 1 }) : null,
    nextHref: page < pages ? shelfHref(url, { page: page + 1 }) : null,
  };
}

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

function captionOf(row: Pictured) {
  return {
    slug: row.slug,
    name: row.name,
    animal: row.animal,
    variant: row.variant || null,
    styleNumber: row.styleNumber || null,
    year: yearOf(row.introduced),
    retired: row.retired ? true : null,
    status: row.status,
    visibility: row.visibility,
  };
}

function facetOf(
  url: ShelfUrl,
  key: FacetKey,
  counted: readonly { value: string; count: number }[],
): Facet {
  const chosen = url.chosen[key];
  const gone = chosen
    .filter((value) => !counted.some((option) => option.value === value))
    .map((value) => ({ value, count: 0 }));
  const options = [...counted, ...gone].map(({ value, count }) => ({
    value,
    label: labelOf(key, value),
    count,
    href: switchedHref(url, key, value),
    selected: chosen.includes(value),
  }));
  if (key === "condition")
    options.sort(
      (one, other) => CONDITION_ORDER.indexOf(one.value) - CONDITION_ORDER.indexOf(other.value),
    );
  if (key === "tag")
    options.sort((one, other) => one.value.localeCompare(other.value, "en", { numeric: true }));
  return { key, label: FACET_LABELS[key], options };
}

function labelOf(key: FacetKey, value: string): string {
  if (key === "status") return STATUS_LABELS[value] ?? value;
  if (key === "condition") return CONDITION_LABELS[value] ?? value;
  if (key === "tag") return tagInWords(value) ?? value;
  return value;
}

function plushOf(row: Pictured): Picture {
  return { src: `/plush/${row.slug}`, width: 400, height: 400, alt: altOf(row) };
}

function photographOf(
  row: Pictured,
  photo: Pick<Photo, "key" | "width" | "height" | "alt">,
  size: "shelf" | "full",
): Picture {
  return {
    src: `/${photo.key}/${size}.webp`,
    width: photo.width,
    height: photo.height,
    alt: photo.alt || altOf(row),
  };
}

function altOf({ name, variant, animal }: Pictured): string {
  return [name, variant, animal].filter(Boolean).join(", ");
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

function copyOf(copy: Copy, index: number, status: string): ItemCopy {
  const paid =
    copy.pricePaid === null
      ? null
      : new Intl.NumberFormat("en", { style: "currency", currency: copy.currency }).format(
          copy.pricePaid / 10 ** minorDigits(copy.currency),
        );
  return {
    label: copy.label || `Copy ${index + 1}`,
    condition: CONDITION_LABELS[copy.condition] ?? null,
    conditionNote: paid && `Paid ${paid}`,
    swingTag: tagInWords(copy.swingTag),
    tushTag: copy.tushTag === "unsure" ? "generation unsure" : copy.tushTag || null,
    acquired: dateInWords(copy.acquired) || null,
    note: copy.note || null,
    forTradeOrSale:
      status === "trade" || status === "sale" ? (STATUS_LABELS[status] ?? null) : null,
  };
}

function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}
