import { dateInWords } from "@/base/values/dates";
import { Link } from "@/components/ui/link";
import { STANDING_WORDS } from "@/db/tenant/choices";
import { urgencyOf } from "@/db/tenant/loan";
import type { LoanOut } from "@/db/tenant/queries/loans";
import { GiveBack } from "./give-back";
import { dueInWords } from "./loan-words";
import "./loans.css";

/** Loans that are out, each with its copy, to whom and until when; whoever may edit notes that it is back. */
export function LoanRows(props: {
  readonly loans: readonly LoanOut[];
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly mayEdit: boolean;
}) {
  const { today, mayEdit } = props;
  return (
    <ul className="loan-rows">
      {props.loans.map((loan) => {
        const copy = loan.label || `Copy ${loan.number}`;
        return (
          <li key={loan.id}>
            <div>
              <p>
                {mayEdit ? (
                  <Link className="st-link" href={`/studio/items/${loan.itemId}`}>
                    {loan.name}
                  </Link>
                ) : (
                  loan.name
                )}
              </p>
              <p className="st-sub">
                {[
                  loan.variant,
                  copy,
                  ...(loan.status === "lent" ? [] : [STANDING_WORDS[loan.status].toLowerCase()]),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <div>
              <p>
                {loan.lentTo}, since {dateInWords(loan.since)}
              </p>
              <p className="st-sub loan-due" data-urgency={urgencyOf(loan, today)}>
                {dueInWords(loan, today)}
              </p>
              {loan.note && <p className="st-sub loan-note">{loan.note}</p>}
            </div>
            {mayEdit && <GiveBack loan={loan} called={`${loan.name}, ${copy}`} today={today} />}
          </li>
        );
      })}
    </ul>
  );
}
