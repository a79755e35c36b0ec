"use client";

import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { DateField } from "@/components/studio/date-field";
import { newId } from "@/components/studio/new-id";
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
  const [id] = useState(newId);
  const [values, setValues] = useState(() => (loan ? loanValuesOf(loan) : newLoan(props.today)));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [pending, start] = useTransition();
  const undoing = useUndoing();
  const form = useRef<HTMLFieldSetElement>(null);
  const change = (part: Partial<LoanValues>) => {
    setValues((now) => ({ ...now, ...part }));
    setProblems({});
  };

  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, []);

  const save = () => {
    if (pending) return;
    start(async () => {
      const answer: Answer<{ readonly changeSet: string }> = await attempt(async () => {
        if ("loan" in of) return changeLoan({ ...values, id: of.loan.id });
        const lent = await lendCopy({ ...values, id, copyId: of.copyId });
        if (lent.ok) of.onLent(lent.data);
        return lent;
      });
      if (!answer.ok) {
        const { fields } = answer;
        return setProblems(Object.keys(fields).length > 0 ? fields : { lentTo: answer.message });
      }
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
        maxLength={LONGEST_OF_LOAN.lentTo}
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
          maxLength={LONGEST_OF_LOAN.note}
          value={values.note}
          error={problems.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </div>
      <div className="ui-row loan-form-whole">
        <Button small look="primary" pending={pending} onClick={save}>
          {loan ? "Save the loan" : "Lend it"}
        </Button>
        <Button small look="quiet" onClick={props.onClose}>
          Cancel
        </Button>
      </div>
    </fieldset>
  );
}
