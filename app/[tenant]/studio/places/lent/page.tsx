import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { urgencyOf } from "@/db/tenant/loan";
import {
  countLentToNobody,
  countLoansOut,
  type LoanOut,
  listLoansOut,
  MOST_LOANS,
} from "@/db/tenant/queries/loans";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { LoanRows } from "../../items/loans/loan-rows";
import { today } from "../../zone";
import "../places.css";

export const metadata: Metadata = { title: "Lent" };

/** What is out, to whom, since and until when; what is overdue stands first. Only members see it. */
export default async function Lent() {
  const { scope, member } = await memberVisit();
  const day = await today();
  const [out, counts, unknown] = await scope.read((tx) =>
    Promise.all([listLoansOut(tx), countLoansOut(tx, day), countLentToNobody(tx)]),
  );
  const mayEdit = mayActAs(member.role, "editor");
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <nav className="place-path st-sub" aria-label="Where it is">
            <Link className="st-link" href="/studio/places">
              Places
            </Link>
          </nav>
          <h1>Lent</h1>
          <p className="st-sub">Copies that are with somebody else. Only members see to whom.</p>
        </div>
      </div>
      {out.length === 0 && (
        <p className="st-block">
          Nothing is noted as lent. To lend a copy, open its item and choose “Lend it” beside the
          copy.
        </p>
      )}
      {counts.all > out.length && (
        <p className="st-sub">
          The {MOST_LOANS} that are due first, of {counts.all.toLocaleString("en")}.
        </p>
      )}
      {groups(out, day).map(({ title, loans }) => (
        <section className="st-block" key={title} aria-label={title}>
          <h2>{title}</h2>
          <LoanRows loans={loans} today={day} mayEdit={mayEdit} />
        </section>
      ))}
      {unknown > 0 && (
        <p className="st-sub">
          <Link className="st-link" href="/studio/items?status=lent">
            {unknown === 1 ? "1 more copy is" : `${unknown.toLocaleString("en")} more copies are`}{" "}
            lent by status
          </Link>
          , and nobody noted to whom.
        </p>
      )}
    </div>
  );
}

function groups(out: readonly LoanOut[], day: string) {
  const by = Map.groupBy(out, (loan) => {
    const urgency = urgencyOf(loan, day);
    if (urgency === "overdue") return "Overdue";
    return urgency === "open end" ? "No day agreed" : "Due";
  });
  return [...by].map(([title, loans]) => ({ title, loans }));
}
