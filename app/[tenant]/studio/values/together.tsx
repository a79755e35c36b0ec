import { dateInWords } from "@/components/dates";
import { addedIn, type Rate, ratesInto } from "@/components/studio/values/exchange";
import { moneyInWords } from "@/components/studio/values/money";
import type { ValueTotals } from "@/db/tenant/queries/current-value";

/** All currencies in one, by rates that the owner entered. Without a rate for each there is no sum. */
export function Together(props: { readonly totals: ValueTotals; readonly rates: readonly Rate[] }) {
  const { totals, rates } = props;
  const codes = totals.currencies.map(({ currency }) => currency);
  const targets = [...new Set(rates.map(({ to }) => to))].flatMap((target) => {
    const used = ratesInto(target, codes, rates);
    return used && used.length > 0 ? [{ target, used }] : [];
  });
  if (targets.length === 0 && codes.length < 2) return null;
  return (
    <section className="st-block" aria-labelledby="together">
      <h2 id="together">Together</h2>
      {targets.length === 0 && (
        <p>
          Amounts in {codes.slice(0, -1).join(", ")} and {codes.at(-1)} are not added up without a
          rate.{" "}
          <span className="st-sub">
            Enter one below for each currency, leading to the one in which you want to see all of
            it.
          </span>
        </p>
      )}
      {targets.map(({ target, used }) => (
        <dl key={target} className="value-together">
          <Whole label="Paid" target={target} rates={rates} sums={sumsOf(totals, "paid")} />
          <Whole label="Worth" target={target} rates={rates} sums={sumsOf(totals, "worth")} />
          <div>
            <dt className="st-sub">At</dt>
            <dd>{used.map(rateInWords).join("; ")}</dd>
          </div>
        </dl>
      ))}
    </section>
  );
}

/** "1 USD = 0.92 EUR on 1 November 2026". */
export function rateInWords({ from, to, rate, day }: Rate): string {
  return `1 ${from} = ${rate} ${to} on ${dateInWords(day)}`;
}

function Whole(props: {
  readonly label: string;
  readonly target: string;
  readonly rates: readonly Rate[];
  readonly sums: readonly { readonly currency: string; readonly minor: bigint }[];
}) {
  const { label, target, rates, sums } = props;
  return (
    <div>
      <dt className="st-sub">
        {label}, all of it in {target}
      </dt>
      <dd className="value-total st-num">{moneyInWords(addedIn(target, sums, rates), target)}</dd>
    </div>
  );
}

function sumsOf({ currencies }: ValueTotals, key: "paid" | "worth") {
  return currencies.map((one) => ({ currency: one.currency, minor: one[key] }));
}
