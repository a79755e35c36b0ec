"use client";

import { useEffect, useState } from "react";
import type { Totals } from "@/db/tenant/queries/table/rows";
import type { Column } from "@/db/tenant/queries/table/view-value";
import { sumsInWords } from "./cell-words";
import { isNumber } from "./table-head";
import { useSite } from "./table-site";

/** The columns of which there are totals. */
const ADDED: readonly string[] = ["copies", "pricePaid", "value"];

/** Totals of all rows that are meant, under the columns they belong to. */
export function TableFoot(props: {
  readonly columns: readonly Column[];
  readonly total: number;
  readonly query: string;
  readonly spaced: boolean;
}) {
  const { columns, total, query } = props;
  const { fields } = useSite();
  const wanted = columns.some(({ key }) => ADDED.includes(key));
  const totals = useTotals(wanted ? query : null, total);
  const textOf = (key: string) => {
    if (key === "name") return total === 1 ? "1 item" : `${total.toLocaleString("en")} items`;
    if (!totals) return "";
    if (key === "copies") return totals.copies.toLocaleString("en");
    if (key === "pricePaid") return sumsInWords(totals.paid);
    return key === "value" ? sumsInWords(totals.worth) : "";
  };
  return (
    <tr className="tb-row tb-foot" aria-rowindex={total + 2}>
      {props.spaced && <td className="tb-cell tb-pick" aria-colindex={1} />}
      {columns.map(({ key }, at) => (
        <td
          key={key}
          className={key === "name" ? "tb-cell tb-name" : "tb-cell"}
          data-end={isNumber(fields.named(key)) || undefined}
          aria-colindex={at + 2}
        >
          <span className="tb-text" title={textOf(key)}>
            {textOf(key)}
          </span>
        </td>
      ))}
    </tr>
  );
}

/** What the server adds up, asked for after the rows are there. @param query null where no column shows any of it */
function useTotals(query: string | null, total: number): Totals | null {
  const [totals, setTotals] = useState<Totals | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of items has other totals.
  useEffect(() => {
    if (query === null) return;
    const ended = new AbortController();
    fetch(`/studio/items/totals${query}`, { signal: ended.signal })
      .then(async (answer) => setTotals(answer.ok ? await answer.json() : null))
      // Rows are worth more than their sum: without an answer the foot stays empty.
      .catch(() => {});
    return () => ended.abort();
  }, [query, total]);
  return query === null ? null : totals;
}
