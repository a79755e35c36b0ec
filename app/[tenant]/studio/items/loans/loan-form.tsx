"use client";

import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { DateField } from "@/components/studio/date-field";
import { focusFirstWrong } from "@/components/studio/first-wrong";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { useKept } from "@/components/studio/use-kept";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { LONGEST_OF_LOAN, type Loan } from "@/db/tenant/loan";
import type { Lent } from "@/db/tenant/queries/loans";
import { useUndoing } from "../../history/undoing";
import { changeLoan, lendCopy } from "./actions";
import { type LoanValues, loanValuesOf, newLoan } from "./loan-values";
import { doubtOfPast } from "./loan-words";

type Of =
  | { readonly copyId: string; readonly onLent: (lent: Lent) => void }
  | { readonly loan: Loan };

/**
 * To whom, since, until when. It stands in the item's form and is saved by itself, with its button or Enter; what was
 * typed stays until it is.
 */
export function LoanForm(props: {
  readonly of: Of;
  readonly called: string;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { of } = props;
  const loan = "loan" in of ? of.loan : null;
  const kept = useKept<LoanValues>(keptLoanKey("loan" in of ? of.loan.id : of.copyId), () =>
    loan ? loanValuesOf(loan) : newLoan(props.today),
  );
  const { typed: values, wasKept } = kept;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [pending, start] = useTransition();
  const undoing = useUndoing();
  const form = useRef<HTMLFieldSetElement>(null);
  const change = (part: Partial<LoanValues>) => {
    kept.change(part);
    setProblems({});
  };

  useEffect(() => {
    if (!wasKept) form.current?.querySelector("input")?.focus();
    // A former loan is folded away.
    else form.current?.closest("details")?.setAttribute("open", "");
  }, [wasKept]);
  useEffect(() => {
    if (Object.keys(problems).length > 0) focusFirstWrong(form.current);
  }, [problems]);

  const save = () => {
    if (pending) return;
    start(async () => {
      const answer: Answer<{ readonly changeSet: string }> = await attempt(async () => {
        if ("loan" in of) return changeLoan({ ...values, id: of.loan.id });
        const lent = await lendCopy({ ...values, id: kept.id, copyId: of.copyId });
        if (lent.ok) of.onLent(lent.data);
        return lent;
      });
      if (!answer.ok) {
        const { fields } = answer;
        return setProblems(Object.keys(fields).length > 0 ? fields : { lentTo: answer.message });
      }
      kept.forget();
      props.onClose();
      const who = values.lentTo.trim();
      undoing.done(loan ? `The loan to ${who} is saved.` : `Lent to ${who}.`, {
        changeSet: answer.data.changeSet,
        back: loan ? "The loan is as it was before." : "It is not lent.",
      });
    });
  };

  // Enter would save the whole item, in whose form this stands.
  const onKeyDown = (event: KeyboardEvent) => {
    const inText = event.target instanceof HTMLInputElement;
    if (event.key !== "Enter" || !(inText || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  };

  return (
    <fieldset ref={form} className="loan-form" onKeyDown={onKeyDown}>
      <legend className="ui-legend">
        {loan ? `Loan of ${props.called}` : `Lend ${props.called}`}
      </legend>
      <TextField
        label="To whom"
        autoComplete="off"
        longest={LONGEST_OF_LOAN.lentTo}
        value={values.lentTo}
        error={problems.lentTo}
        onChange={(event) => change({ lentTo: event.target.value })}
      />
      <DateField
        label="Since"
        hint="The day it went, such as 1 November 2026"
        whole
        doubt={(day) => doubtOfPast(day, props.today)}
        value={values.since}
        error={problems.since}
        refused={problems.since}
        onChange={(since) => change({ since })}
      />
      <DateField
        label="Due"
        hint="Empty if no day was agreed"
        whole
        value={values.due}
        error={problems.due}
        refused={problems.due}
        onChange={(due) => change({ due })}
      />
      {values.backOn !== undefined && (
        <DateField
          label="Back on"
          hint="The day it came, such as 1 November 2026"
          whole
          doubt={(day) => doubtOfPast(day, props.today)}
          value={values.backOn}
          error={problems.backOn}
          refused={problems.backOn}
          onChange={(backOn) => change({ backOn })}
        />
      )}
      <div className="loan-form-whole">
        <TextArea
          label="Note on the loan"
          rows={2}
          longest={LONGEST_OF_LOAN.note}
          value={values.note}
          error={problems.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </div>
      <div className="ui-row loan-form-whole">
        <Button small look="primary" pending={pending} onClick={save}>
          {loan ? "Save the loan" : "Lend it"}
        </Button>
        <Button
          small
          look="quiet"
          onClick={() => {
            kept.forget();
            props.onClose();
          }}
        >
          Cancel
        </Button>
        {wasKept && <p className="st-sub">This tab kept what you typed. It is not saved.</p>}
      </div>
      <LeaveGuard dirty={kept.dirty} what={`the loan of ${props.called}`} />
    </fieldset>
  );
}

/** Under which name a tab keeps what is typed of a loan, by its id, or of a copy that is to be lent, by the copy's. */
export function keptLoanKey(id: string): string {
  return `swingtag loan ${id}`;
}
