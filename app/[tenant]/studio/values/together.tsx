import { dateInWords } from "@/base/values/dates";
import { addedIn, type Rate, ratesInto } from "@/base/values/exchange";
import { moneyInWords } from "@/base/values/money";
import type { ValueTotal, ValueTotals } from "@/db/tenant/queries/current-value";
import { ageInWords } from "./age-words";
import { copiesInWords, OfBoth } from "./of-both";

/** All currencies in one, by rates that the owner entered. Without a rate for each there is no sum. */
export function Together(props: {
  readonly totals: ValueTotals;
  readonly rates: readonly Rate[];
  /** YYYY-MM-DD. */
  readonly today: string;
}) {
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
          <Whole
            label={`Paid for ${copiesInWords(totals.held - totals.unpriced)}, in ${target}`}
            sum={addedIn(
              target,
              sumsOf(totals, ({ paid }) => paid),
              rates,
            )}
            target={target}
          />
          <Whole
            label={`Worth of ${copiesInWords(totals.held - totals.unvalued)}, in ${target}`}
            sum={addedIn(
              target,
              sumsOf(totals, ({ worth }) => worth),
              rates,
            )}
            target={target}
          />
          <div>
            <dt className="st-sub">At</dt>
            <dd>
              {used.map((rate) => (
                <p key={`${rate.from} ${rate.to}`}>
                  {rateInWords(rate)}
                  <span className="st-sub">, {ageInWords(rate.day, props.today)}</span>
                </p>
              ))}
            </dd>
          </div>
          <OfBoth
            copies={totals.both}
            paid={addedIn(
              target,
              sumsOf(totals, ({ ofBoth }) => ofBoth.paid),
              rates,
            )}
            worth={addedIn(
              target,
              sumsOf(totals, ({ ofBoth }) => ofBoth.worth),
              rates,
            )}
            currency={target}
          />
        </dl>
      ))}
    </section>
  );
}

/** "1 USD = 0.92 EUR on 1 November 2026". */
export function rateInWords({ from, to, rate, day }: Rate): string {
  return `1 ${from} = ${rate} ${to} on ${dateInWords(day)}`;
}

function Whole(props: { readonly label: string; readonly sum: bigint; readonly target: string }) {
  return (
    <div>
      <dt className="st-sub">{props.label}</dt>
      <dd className="value-total st-num">{moneyInWords(props.sum, props.target)}</dd>
    </div>
  );
}

function sumsOf({ currencies }: ValueTotals, of: (total: ValueTotal) => bigint) {
  return currencies.map((one) => ({ currency: one.currency, minor: of(one) }));
}
