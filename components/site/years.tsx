import type { ShelfItem } from "./model";

export interface YearSpan {
  readonly first: number;
  readonly last: number;
}

/** The years between which a page's items were introduced; null when none is known. */
export function yearSpan(items: readonly Pick<ShelfItem, "year">[]): YearSpan | null {
  const years = items.flatMap((item) => yearOf(item) ?? []);
  if (years.length === 0) return null;
  return { first: Math.min(...years), last: Math.max(...years) };
}

/** A hairline of years with a mark at the item's own, as the range map of a field guide. */
export function RangeMap({ item, span }: { item: Pick<ShelfItem, "year">; span: YearSpan | null }) {
  const year = yearOf(item);
  if (!span || year === null || span.first === span.last) return null;
  const at = ((year - span.first) / (span.last - span.first)) * 96 + 2;
  return (
    <div className="range" aria-hidden="true">
      <span>{span.first}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false" aria-hidden="true">
        <path d="M0 4H100" className="range-line" />
        <path d={`M${at} 0V8`} className="range-mark" />
      </svg>
      <span>{span.last}</span>
    </div>
  );
}

function yearOf(item: Pick<ShelfItem, "year">): number | null {
  const digits = /\d{4}/.exec(item.year ?? "")?.[0];
  return digits ? Number(digits) : null;
}
