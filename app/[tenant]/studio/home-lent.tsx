import { Link } from "@/components/ui/link";
import { urgencyOf } from "@/db/tenant/loan";
import type { LoanOut } from "@/db/tenant/queries/loans";
import { LoanRows } from "./items/loans/loan-rows";
import { lentInWords } from "./items/loans/loan-words";

/** What is lent: those that are due back soon or overdue, else the next one. Nothing where nothing is lent. */
export function HomeLent(props: {
  /** Those with a day, what is due first standing first. */
  readonly loans: readonly LoanOut[];
  /** How many loans are out. */
  readonly out: number;
  /** How many copies are lent by their status alone. */
  readonly unknown: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly mayEdit: boolean;
}) {
  const { loans, out, unknown, today } = props;
  if (out + unknown === 0) return null;
  const soon = loans.filter((loan) => urgencyOf(loan, today) !== "later");
  const shown = soon.length > 0 ? soon : loans.slice(0, 1);
  return (
    <section className="st-block" aria-labelledby="lent">
      <div className="home-lent">
        <h2 className="home-lent-title" id="lent">
          {soon.length > 0 ? "Due back" : "Lent"}
        </h2>
        <Link className="st-link" href="/studio/places/lent">
          All that is lent ({(out + unknown).toLocaleString("en")})
        </Link>
      </div>
      <p className="st-sub">{lentInWords({ out, unknown }, loans[0], today)}</p>
      {shown.length > 0 && <LoanRows loans={shown} today={today} mayEdit={props.mayEdit} />}
    </section>
  );
}
