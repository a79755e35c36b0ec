import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { addUpValues } from "@/db/tenant/queries/current-value";
import { listExchangeRates } from "@/db/tenant/queries/exchange-rates";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { today } from "../zone";
import { Rates } from "./rates";
import { Together } from "./together";
import { TotalsTable } from "./totals-table";
import "./values.css";

export const metadata: Metadata = { title: "Values" };

/** What was paid and what it is worth, for each currency and, by the owner's rates, together. Only members see it. */
export default async function Values() {
  const { scope, member } = await memberVisit();
  const [totals, rates] = await scope.read((tx) =>
    Promise.all([addUpValues(tx), listExchangeRates(tx)]),
  );
  const day = await today();
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Values</h1>
          <p className="st-sub">
            What the collection cost and what it is worth. Only members see it.{" "}
            <Link className="st-link" href="/studio/numbers">
              Year by year, in pictures
            </Link>
          </p>
        </div>
      </div>
      <section className="st-block" aria-labelledby="totals">
        <h2 id="totals">In each currency</h2>
        <TotalsTable totals={totals} />
        <details className="value-rule">
          <summary>How a value is found</summary>
          <p>
            A copy is worth what its newest appraisal says. Without one, the median of the last five
            that were sold in its condition; of an even number the middle of the two in the middle.
            Without any, what its owner thinks. What somebody asks never counts, nor does what was
            paid.
          </p>
          <p>
            Copies that were sold, given away or are missing are left out, and so is what lies in
            the trash.
          </p>
        </details>
      </section>
      <Together totals={totals} rates={rates} today={day} />
      <Rates
        rates={rates}
        today={day}
        mayChange={mayActAs(member.role, "owner")}
        currencies={totals.currencies.map(({ currency }) => currency)}
      />
    </div>
  );
}
