"use client";

import { createContext, type FocusEvent, useContext, useEffect, useRef } from "react";
import { useReopened } from "@/components/studio/use-kept";
import { Button } from "@/components/ui/button";
import { type Loan, urgencyOf } from "@/db/tenant/loan";
import type { Lent } from "@/db/tenant/queries/loans";
import { GiveBack } from "./give-back";
import { keptLoanKey, LoanForm } from "./loan-form";
import { loanInWords } from "./loan-words";
import "./loans.css";

interface ItemLoans {
  readonly loans: readonly Loan[];
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Tells the form of the item what became of the copy. */
  readonly onLent: (copyId: string, lent: Lent) => void;
}

/** The loans of the item that is open. An item that is yet to be has none. */
export const LoansOfItem = createContext<ItemLoans | null>(null);

/** To whom a copy is lent and was before: lend it, change what is noted, give it back. */
export function CopyLoans(props: {
  readonly copyId: string;
  /** Such as `copy 2`. */
  readonly called: string;
  /** Whether the copy's status says that it is lent. */
  readonly isLent: boolean;
}) {
  const ofItem = useContext(LoansOfItem);
  const focus = useKeptFocus();
  if (!ofItem) return null;
  const ofCopy = ofItem.loans.filter(({ copyId }) => copyId === props.copyId);
  const out = ofCopy.find(({ backOn }) => backOn === null);
  const former = ofCopy.filter(({ backOn }) => backOn !== null);
  return (
    <section className="loans" aria-label={`Loans of ${props.called}`} {...focus}>
      {out ? (
        <LoanOut loan={out} called={props.called} isLent={props.isLent} {...ofItem} />
      ) : (
        <Lend {...props} {...ofItem} />
      )}
      {former.length > 0 && (
        <details className="loans-former">
          <summary>
            {former.length === 1 ? "1 former loan" : `${former.length} former loans`}
          </summary>
          <ul>
            {former.map((loan) => (
              <li key={loan.id}>
                <FormerLoan loan={loan} called={props.called} today={ofItem.today} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function LoanOut(
  props: ItemLoans & { readonly loan: Loan; readonly called: string; readonly isLent: boolean },
) {
  const { loan, called, today } = props;
  const [changing, setChanging] = useReopened(keptLoanKey(loan.id));
  return (
    <>
      {changing ? (
        <LoanForm of={{ loan }} called={called} today={today} onClose={() => setChanging(false)} />
      ) : (
        <div className="loan-line">
          <LoanWords loan={loan} today={today} />
          <div className="ui-row">
            <GiveBack
              loan={loan}
              called={called}
              today={today}
              onBack={(lent) => props.onLent(loan.copyId, lent)}
            />
            <Button
              small
              look="quiet"
              aria-label={`Change the loan of ${called}`}
              onClick={() => setChanging(true)}
            >
              Change
            </Button>
          </div>
        </div>
      )}
      {!props.isLent && (
        <p className="st-sub">Its status says something else. That stays when it is given back.</p>
      )}
    </>
  );
}

function Lend(
  props: ItemLoans & { readonly copyId: string; readonly called: string; readonly isLent: boolean },
) {
  const { copyId, called, today, onLent } = props;
  const [lending, setLending] = useReopened(keptLoanKey(copyId));
  if (lending)
    return (
      <LoanForm
        of={{ copyId, onLent: (lent) => onLent(copyId, lent) }}
        called={called}
        today={today}
        onClose={() => setLending(false)}
      />
    );
  return (
    <div className="loan-line">
      <p className="st-sub">{props.isLent ? "Lent, and nobody noted to whom." : "Not lent."}</p>
      <Button
        small
        aria-label={`${props.isLent ? "Note to whom" : "Lend it"}: ${called}`}
        onClick={() => setLending(true)}
      >
        {props.isLent ? "Note to whom" : "Lend it"}
      </Button>
    </div>
  );
}

function FormerLoan(props: {
  readonly loan: Loan;
  readonly called: string;
  readonly today: string;
}) {
  const [changing, setChanging] = useReopened(keptLoanKey(props.loan.id));
  if (changing)
    return (
      <LoanForm
        of={{ loan: props.loan }}
        called={props.called}
        today={props.today}
        onClose={() => setChanging(false)}
      />
    );
  return (
    <div className="loan-line">
      <LoanWords loan={props.loan} today={props.today} />
      <Button
        small
        look="quiet"
        aria-label={`Change the former loan to ${props.loan.lentTo}`}
        onClick={() => setChanging(true)}
      >
        Change
      </Button>
    </div>
  );
}

function LoanWords({ loan, today }: { readonly loan: Loan; readonly today: string }) {
  return (
    <div>
      <p className="loan-words" data-urgency={loan.backOn ? undefined : urgencyOf(loan, today)}>
        {loanInWords(loan, today)}
      </p>
      {loan.note && <p className="st-sub loan-note">{loan.note}</p>}
    </div>
  );
}

/** Keeps the focus within a part whose buttons come and go with what is done by them. */
function useKeptFocus() {
  const ref = useRef<HTMLElement>(null);
  const held = useRef(false);
  useEffect(() => {
    if (held.current && document.activeElement === document.body)
      ref.current?.querySelector("button")?.focus();
  });
  return {
    ref,
    onFocus: () => {
      held.current = true;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      held.current = relatedTarget instanceof Node && Boolean(ref.current?.contains(relatedTarget));
    },
  };
}
