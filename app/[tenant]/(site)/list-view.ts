import type { ListEntry, ListGroup } from "@/components/site/list-page";
import { PRIORITIES, PRIORITY_WORDS } from "@/db/tenant/choices";
import type { KeptCopy } from "@/db/tenant/item";
import {
  LIST_PAGE,
  type ListPage,
  type TradedRow,
  type WantedRow,
} from "@/db/tenant/queries/lists";
import type { ShelfRow } from "@/db/tenant/queries/shelf";
import { wishInWords } from "@/db/tenant/want-words";
import { copyOf } from "./copy-view";
import { captionOf, photographOf, plushOf } from "./pictured";
import type { PageParams } from "./shelf-url";
import { pagerWith } from "./shelf-view";

/** Which page of a list the address asks for. */
export function askedPage({ page }: PageParams): number {
  const asked = Number(typeof page === "string" ? page : 1);
  return Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1;
}

/** The address of a list's page. */
export function listHref(path: string, page: number): string {
  return page > 1 ? `${path}?page=${page}` : path;
}

export function listPager(path: string, { page, total }: ListPage) {
  return pagerWith({ page, total, size: LIST_PAGE, href: (to) => listHref(path, to) });
}

/** What is wanted, in the groups of how much it is. */
export function wantedGroups(rows: readonly WantedRow[]): ListGroup[] {
  return PRIORITIES.toReversed().flatMap((priority) => {
    const entries = rows
      .filter(({ want }) => want.priority === priority)
      .map((row) => entryOf(row, [wishInWords(row.want)].filter(Boolean)));
    return entries.length > 0 ? [{ title: PRIORITY_WORDS[priority], entries }] : [];
  });
}

/** What is for trade: one group, in which each item tells of its copies. */
export function tradedGroups(rows: readonly TradedRow[]): ListGroup[] {
  const entries = rows.map((row) => entryOf(row, forTradeInWords(row.forTrade)));
  return entries.length > 0 ? [{ title: "For trade", entries }] : [];
}

/** Each copy in a line, in the words that everyone may read. */
export function forTradeInWords(copies: readonly KeptCopy[]): string[] {
  return copies.map((copy, index) => {
    const { label, said, notes } = copyOf(copy, index, [], []);
    const called = copy.label || copies.length > 1 ? `${label}: ` : "";
    const told = [...said, ...notes].join(", ");
    return `${called}${told || "not described"}`;
  });
}

/** How its other copies stand is told on its own page. */
function entryOf(row: ShelfRow, said: readonly string[]): ListEntry {
  return {
    ...captionOf({ ...row, standings: [] }),
    said,
    picture: row.photo ? photographOf(row, row.photo, "shelf") : plushOf(row),
  };
}
