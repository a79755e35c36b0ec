import { moneyInWords } from "@/components/studio/values/money";
import { Link } from "@/components/ui/link";
import type { ValueTotal, ValueTotals } from "@/db/tenant/queries/current-value";

/** What was paid and what it is worth, a row for each currency. */
export function TotalsTable({ totals }: { readonly totals: ValueTotals }) {
  const { currencies, held, unpriced, unvalued } = totals;
  return (
    <>
      {currencies.length > 0 && (
        <table className="value-table">
          <thead>
            <tr>
              <th scope="col">Currency</th>
              <th scope="col" className="value-end">
                Paid
              </th>
              <th scope="col" className="value-end">
                Worth
              </th>
              <th scope="col" className="value-by">
                By
              </th>
            </tr>
          </thead>
          <tbody>
            {currencies.map((one) => (
              <tr key={one.currency}>
                <th scope="row">{one.currency}</th>
                <Amount of="Paid" minor={one.paid} copies={one.priced} currency={one.currency} />
                <Amount of="Worth" minor={one.worth} copies={one.valued} currency={one.currency} />
                <td className="value-by st-sub">{basesInWords(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="value-note">
        {copiesInWords(held)} {held === 1 ? "is" : "are"} held.
        {unvalued > 0 && (
          <>
            {" "}
            {unvalued === held ? "None of them" : copiesInWords(unvalued)}{" "}
            {unvalued === held
              ? "has a value yet."
              : unvalued === 1
                ? "has no value yet."
                : "have no value yet."}
          </>
        )}
        {unpriced > 0 && unpriced < held && (
          <> What was paid is noted of {(held - unpriced).toLocaleString("en")}.</>
        )}
      </p>
      {held > 0 && unvalued > 0 && (
        <p className="st-sub">
          A value is noted on the page of an item, below its copies.{" "}
          <Link className="st-link" href="/studio/items">
            All items
          </Link>
        </p>
      )}
    </>
  );
}

function Amount(props: {
  readonly of: string;
  readonly minor: bigint;
  readonly copies: number;
  readonly currency: string;
}) {
  const { of, minor, copies, currency } = props;
  return (
    <td className="value-end" data-of={copies > 0 ? of : undefined}>
      {copies > 0 && (
        <>
          <span className="value-total st-num">{moneyInWords(minor, currency)}</span>
          <span className="st-sub value-count">{copiesInWords(copies)}</span>
        </>
      )}
    </td>
  );
}

function basesInWords({ by: { appraised, sold, estimate } }: ValueTotal): string {
  return [
    appraised > 0 && `${appraised.toLocaleString("en")} appraised`,
    sold > 0 && `${sold.toLocaleString("en")} by sales`,
    estimate > 0 && `${estimate.toLocaleString("en")} by own estimate`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function copiesInWords(number: number): string {
  if (number === 0) return "No copy";
  return number === 1 ? "1 copy" : `${number.toLocaleString("en")} copies`;
}
