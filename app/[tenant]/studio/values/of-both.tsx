import { moneyInWords } from "@/base/values/money";

/** What was paid beside what it is worth, of the copies of which both are known: no others can be compared. */
export function OfBoth(props: {
  readonly copies: number;
  readonly paid: bigint;
  readonly worth: bigint;
  readonly currency: string;
}) {
  const { copies, paid, worth, currency } = props;
  if (copies === 0) return null;
  const apart = worth - paid;
  const words =
    apart === 0n
      ? "as much as was paid"
      : apart > 0n
        ? `${moneyInWords(apart, currency)} more than was paid`
        : `${moneyInWords(-apart, currency)} less than was paid`;
  return (
    <div className="value-both">
      <dt className="st-sub">Of the {copiesInWords(copies)} with both a price and a value</dt>
      <dd className="st-num">
        Paid {moneyInWords(paid, currency)}, worth {moneyInWords(worth, currency)}
        <span className="st-sub">: {words}</span>
      </dd>
    </div>
  );
}

/** "39 copies". */
export function copiesInWords(number: number): string {
  return number === 1 ? "1 copy" : `${number.toLocaleString("en")} copies`;
}
