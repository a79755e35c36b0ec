import type { Metadata } from "next";
import { Suspense } from "react";
import { moneyInWords } from "@/base/values/money";
import { Link } from "@/components/ui/link";
import { YearChart } from "@/components/ui/year-chart";
import type { Scope } from "@/db/scope";
import { listPlaces } from "@/db/tenant/queries/places";
import {
  addUpYears,
  type Tallied,
  type Tallies,
  tallyCopies,
  type YearOfMoney,
} from "@/db/tenant/queries/tallies";
import { memberVisit } from "@/server/access";
import { TallyBars } from "./tally-bars";
import "./numbers.css";

export const metadata: Metadata = { title: "Numbers" };

/** How many currencies have a picture of their own; the others stand on the page of values. */
const MOST_CURRENCIES = 3;

/** What the collection is made of and how it came to be, as pictures. Only members see it. */
export default async function Numbers() {
  const { scope } = await memberVisit();
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Numbers</h1>
          <p className="st-sub">
            Of the copies you have; those that were sold or given away are not counted.
          </p>
        </div>
      </div>
      <Suspense fallback={<p className="st-sub">Counting …</p>}>
        <Pictures scope={scope} />
      </Suspense>
    </div>
  );
}

async function Pictures({ scope }: { readonly scope: Scope }) {
  const [tallies, money, places] = await scope.read((tx) =>
    Promise.all([tallyCopies(tx), addUpYears(tx), listPlaces(tx)]),
  );
  if (tallies.animal.told.length + tallies.animal.unsaid === 0)
    return (
      <p className="st-block">
        There is nothing to count yet. Pictures stand here once you have{" "}
        <Link className="st-link" href="/studio/items/new">
          a first item
        </Link>{" "}
        with a copy.
      </p>
    );
  const bars = (way: Tallied) => <TallyBars way={way} tallies={tallies[way]} places={places} />;
  return (
    <>
      <Grown acquired={tallies.acquired} />
      <Money years={money} />
      <div className="numbers-bars">
        {bars("animal")}
        {bars("introduced")}
        {bars("line")}
        {bars("swingTag")}
        {bars("condition")}
        {bars("place")}
      </div>
    </>
  );
}

/** How many copies came in each year. */
function Grown({ acquired }: { readonly acquired: Tallies }) {
  const { told, unsaid } = acquired;
  if (told.length === 0)
    return (
      <section className="st-block" aria-labelledby="grown">
        <h2 id="grown">How it grew</h2>
        <p className="st-sub">
          No copy says when it came to you. Note it as “Acquired” at a copy, or bring it along with
          a sheet, and the years stand here.
        </p>
      </section>
    );
  return (
    <section className="st-block" aria-label="How it grew">
      <YearChart
        caption="How it grew: copies by the year they came"
        series={["Copies"]}
        years={told.map(({ value, copies }) => ({ year: Number(value), values: [copies] }))}
        inWords={(value) => value.toLocaleString("en")}
      />
      {unsaid > 0 && (
        <p className="st-sub numbers-note">
          {unsaid.toLocaleString("en")} {unsaid === 1 ? "copy says" : "copies say"} no year.{" "}
          <Link className="st-link" href="/studio/items?f=acquired~empty">
            Look at them
          </Link>
        </p>
      )}
    </section>
  );
}

/** What was paid in each year and what that is worth now, a picture for each of the currencies that most copies have. */
function Money({ years }: { readonly years: readonly YearOfMoney[] }) {
  const dated = years.filter(({ year }) => year !== "");
  const byCurrency = [...Map.groupBy(dated, ({ currency }) => currency)]
    // One year is a number, and that stands under Values.
    .filter(([, rows]) => rows.length > 1)
    .toSorted(([, one], [, other]) => copiesIn(other) - copiesIn(one))
    .slice(0, MOST_CURRENCIES);
  return byCurrency.map(([currency, rows]) => (
    <section key={currency} className="st-block" aria-label={`Paid and worth in ${currency}`}>
      <YearChart
        caption={`Paid and worth now, by the year a copy came, in ${currency}`}
        series={["Paid", "Worth now"]}
        years={rows.map(({ year, paid, worth }) => ({
          year: Number(year),
          values: [Number(paid), Number(worth)],
        }))}
        inWords={(value) => moneyInWords(Math.round(value), currency)}
      />
      <p className="st-sub numbers-note">
        Only copies with a year and a price or a value. All of them stand under{" "}
        <Link className="st-link" href="/studio/values">
          Values
        </Link>
        .
      </p>
    </section>
  ));
}

function copiesIn(rows: readonly YearOfMoney[]): number {
  return rows.reduce((sum, { priced, valued }) => sum + priced + valued, 0);
}
