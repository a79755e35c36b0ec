import type { ShelfItem } from "@/components/site/model";
import type { Pager } from "@/components/site/search-model";
import { fieldOf } from "@/db/tenant/fields";
import type { ShelfRow } from "@/db/tenant/queries/shelf";
import { PAGE_SIZE } from "@/db/tenant/queries/shelf-page";
import { SHELVED } from "@/db/tenant/shelf-fields";
import { valueInBrief, valueInWords } from "../field-words";
import { captionOf, photographOf, plushOf } from "./pictured";
import { type ShelfUrl, shelfHref } from "./shelf-url";

const CONDITION = fieldOf("copy", "condition");

/** Rows of the shelf as the components show them. @param offset how many stand before the first */
export function shelfItems(rows: readonly ShelfRow[], offset: number): ShelfItem[] {
  return rows.map((row, index) => ({
    ...captionOf(row),
    copies: row.copies,
    bestCondition: valueInWords(CONDITION, row.ofCopies.condition) || null,
    cells: SHELVED.map((field) => ({
      ...field.shelf,
      value:
        valueInBrief(field, field.of === "item" ? row[field.key] : row.ofCopies[field.key]) || null,
    })),
    number: offset + index + 1,
    picture: row.photo ? photographOf(row, row.photo, "shelf") : plushOf(row),
  }));
}

/** @param total over all pages */
export function pagerOf(url: ShelfUrl, total: number): Pager {
  const href = (page: number) => shelfHref(url, { page });
  return pagerWith({ page: url.page, total, size: PAGE_SIZE, href });
}

/** The pages of a list, of which each has so many and an address. */
export function pagerWith({
  page: asked,
  total,
  size,
  href,
}: {
  readonly page: number;
  readonly total: number;
  readonly size: number;
  readonly href: (page: number) => string;
}): Pager {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(asked, pages);
  return {
    page,
    pages,
    total,
    from: total === 0 ? 0 : (page - 1) * size + 1,
    to: Math.min(total, page * size),
    prevHref: page > 1 ? href(page - 1) : null,
    nextHref: page < pages ? href(page + 1) : null,
    steps: stepsOf(page, pages).map(({ page: to, gap }) => ({
      page: to,
      gap,
      href: to === page ? null : href(to),
    })),
  };
}

/** The first page, the last, and two on each side of the one at hand. */
function stepsOf(page: number, pages: number): { page: number; gap: boolean }[] {
  const around = [-2, -1, 0, 1, 2].map((by) => page + by);
  const shown = [...new Set([1, ...around, pages])].filter((one) => one >= 1 && one <= pages);
  return shown.map((one, at) => ({ page: one, gap: at > 0 && one - (shown[at - 1] ?? 0) > 1 }));
}
