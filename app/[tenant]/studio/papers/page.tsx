import type { Metadata } from "next";
import { PAPER_DAYS } from "@/base/archive-days";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { countSelected } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { memberVisit } from "@/server/access";
import { findLastPaper, listPapers, PAPER_WORDS, type StoredPaper } from "@/server/papers/order";
import { dayInWords, momentInWords, sizeInWords } from "../export/words";
import { selectionAsked } from "../items/selection/asked-selection";
import { type PageParams, paramsOf } from "../items/table/table-url";
import { PaperForm } from "./paper-form";
import "./papers.css";

export const metadata: Metadata = { title: "Papers" };

/** Reports and lists as PDF, of all items or of those that were picked, and those that are ready. */
export default async function Papers({ searchParams }: { searchParams: Promise<PageParams> }) {
  const asked = paramsOf(await searchParams);
  const { scope } = await memberVisit();
  const fields = await scope.read((tx) => listTableFields(tx));
  const selection = selectionAsked(asked, fields);
  const [count, last, papers] = await Promise.all([
    selection ? scope.read((tx) => countSelected(tx, fields, selection)) : 0,
    findLastPaper(scope.tenant),
    listPapers(scope.tenant),
  ]);
  const underWay = last?.state === "waiting" || last?.state === "running" ? last : null;
  const now = new Date();
  const ready = papers.filter(({ until }) => until > now);
  const isAll = !asked.has("ids") && !asked.has("selection");
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Papers</h1>
          <p className="st-sub">For an insurer, a fair, or whoever has to find things.</p>
        </div>
      </div>
      <section className="st-block" aria-labelledby="make">
        <h2 id="make">{isAll ? "Of all items" : "Of what was picked"}</h2>
        {selection && count > 0 ? (
          <>
            <p className="st-sub">
              {count.toLocaleString("en")} {count === 1 ? "item" : "items"}.{" "}
              {isAll ? "Fewer: pick some in the " : "Others: pick them in the "}
              <Link className="st-link" href="/studio/items">
                table
              </Link>
              .
            </p>
            <PaperForm
              selection={selection}
              sort={asked.get("sort") ?? ""}
              now={underWay && { step: underWay.step, done: underWay.done, total: underWay.total }}
            />
          </>
        ) : (
          <p>
            There is nothing to print. Pick items in the{" "}
            <Link className="st-link" href="/studio/items">
              table
            </Link>
            .
          </p>
        )}
        {last?.state === "failed" && (
          <p className="ui-error st-after" role="alert">
            The last paper was not made: {last.error}
          </p>
        )}
      </section>
      {ready.length > 0 && (
        <section className="st-block" aria-labelledby="ready">
          <h2 id="ready">Ready</h2>
          <ul>
            {ready.map((paper) => (
              <Ready key={paper.name} paper={paper} />
            ))}
          </ul>
          <p className="st-sub">Each stays for {PAPER_DAYS} days. Members of this site see them.</p>
        </section>
      )}
    </div>
  );
}

function Ready({ paper }: { readonly paper: StoredPaper }) {
  const { name, kind, values, at, bytes, until } = paper;
  return (
    <li className="pp-paper">
      <div>
        <p className="pp-name">
          {PAPER_WORDS[kind]}
          {!values && ", without values"}
        </p>
        <p className="st-sub st-num">
          {momentInWords(at)}, {sizeInWords(bytes)}, here until {dayInWords(until)}
        </p>
      </div>
      <ButtonLink href={`/studio/papers/download/${name}`} download>
        Download <span className="visually-hidden">the {PAPER_WORDS[kind]}</span>
      </ButtonLink>
    </li>
  );
}
