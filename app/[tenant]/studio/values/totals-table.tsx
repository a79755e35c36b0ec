import { moneyInWords } from "@/base/values/money";
import { Link } from "@/components/ui/link";
import type { ValueTotal, ValueTotals } from "@/db/tenant/queries/current-value";
import { copiesInWords, OfBoth } from "./of-both";

/** What was paid and what it is worth, a row for each currency. */
export function TotalsTable({ totals }: { readonly totals: ValueTotals }) {
  const { currencies, held, unpriced, unvalued } = totals;
  const [only] = currencies.length === 1 ? currencies : [];
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
      {only && (
        <dl className="value-alone">
          <OfBoth copies={totals.both} {...only.ofBoth} currency={only.currency} />
        </dl>
      )}
      <p className="value-note">{heldInWords(held, held - unpriced, held - unvalued)}</p>
      {unvalued > 0 && (
        <p className="st-sub">
          A value is noted on the page of an item, below its copies.{" "}
          <Link className="st-link" href="/studio/items?f=value~empty">
            Items without a value
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

/** How many copies are held, and how many of them have a price and a value. */
function heldInWords(held: number, priced: number, valued: number): string {
  if (held === 0) return "No copy is held.";
  const of = priced === 0 ? "none" : copiesInWords(priced);
  const have =
    valued === 0 ? "none has" : `${copiesInWords(valued)} ${valued === 1 ? "has" : "have"}`;
  const are = held === 1 ? "is" : "are";
  return `${copiesInWords(held)} ${are} held. What was paid is noted of ${of}, and ${have} a value.`;
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
