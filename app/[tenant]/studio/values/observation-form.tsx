"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { DateField } from "@/components/studio/date-field";
import { focusFirstWrong } from "@/components/studio/first-wrong";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { MoneyField } from "@/components/studio/money-field";
import { useKept } from "@/components/studio/use-kept";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import {
  CONDITION_WORDS,
  CONDITIONS,
  GRADES,
  LONGEST_SOURCE,
  OBSERVATION_HINTS,
  OBSERVATION_KINDS,
  OBSERVATION_WORDS,
  type ObservationKind,
  OF_ONE_COPY,
} from "@/db/tenant/choices";
import type { Observation } from "@/db/tenant/queries/observations";
import { useUndoing } from "../history/undoing";
import { changeValue, noteValue } from "./actions";
import type { ValuedCopy } from "./copy-values";
import { conditionOf, newObservation, typedOf } from "./typed-observation";

const KINDS = OBSERVATION_KINDS.map((value) => ({ value, label: OBSERVATION_WORDS[value] }));
const GRADED = [
  { value: "", label: "Any condition" },
  ...GRADES.map((value) => ({ value, label: CONDITION_WORDS[value] })),
];

/** Notes a value or writes one anew. What was typed stays until it is saved. */
export function ObservationForm(props: {
  readonly itemId: string;
  readonly copies: readonly ValuedCopy[];
  /** The one to change; without one a further is noted. */
  readonly observation: Observation | null;
  /** With which a new amount begins. */
  readonly currency: string;
  readonly onDone: () => void;
}) {
  const { itemId, copies, observation, onDone } = props;
  const kept = useKept(keptValueKey(itemId, observation?.id), () => ({
    ...(observation ? typedOf(observation) : newObservation(copies, props.currency)),
    // Until somebody chooses one, the condition follows from what the value is about.
    graded: observation !== null,
  }));
  const { graded, ...typed } = kept.typed;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [pending, start] = useTransition();
  const undoing = useUndoing();
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<typeof kept.typed>) => {
    kept.change(part);
    setProblems(({ form: _form, ...now }) => without(now, Object.keys(part)));
  };
  const changeAbout = (kind: ObservationKind, copyId: string | null) =>
    change({ kind, copyId, ...(!graded && { condition: conditionOf(kind, copyId, copies) }) });

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() =>
        observation
          ? changeValue({ id: observation.id, value: typed })
          : noteValue({ item: itemId, id: kept.id, value: typed }),
      );
      if (!answer.ok) {
        setProblems({ form: answer.message, ...fieldsOf(answer.fields) });
        requestAnimationFrame(() => focusFirstWrong(form.current));
        return;
      }
      undoing.done(observation ? "The value is changed." : "The value is noted.", {
        changeSet: answer.data.changeSet,
        back: observation ? "The value is as it was." : "The value is gone again.",
      });
      kept.forget();
      onDone();
    });
  };

  const mayBeOfOne = OF_ONE_COPY.includes(typed.kind);
  const unplaced = ["observed", "amount", "source", "copyId"].every((key) => !problems[key]);
  return (
    <form
      ref={form}
      className="value-form"
      noValidate
      aria-label={observation ? "Change the value" : "New value"}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !kept.dirty) onDone();
      }}
    >
      <Select
        autoFocus={!kept.wasKept}
        label="What it is"
        value={typed.kind}
        options={KINDS}
        hint={OBSERVATION_HINTS[typed.kind]}
        onChange={(event) => {
          const kind = OBSERVATION_KINDS.find((one) => one === event.target.value) ?? "sold";
          changeAbout(kind, OF_ONE_COPY.includes(kind) ? typed.copyId : null);
        }}
      />
      <MoneyField
        label="Amount"
        amount={typed.amount}
        currency={typed.currency}
        error={problems.amount ?? problems.currency}
        onChange={({ amount, currency }) => change({ amount, currency })}
      />
      <DateField
        label="When"
        value={typed.observed}
        error={problems.observed}
        refused={problems.observed}
        onChange={(observed) => change({ observed })}
      />
      <TextField
        label={typed.kind === "appraised" ? "By whom" : "Where it is from"}
        hint={
          typed.kind === "appraised" ? "Such as a name" : "Such as a shop, a fair or an address"
        }
        longest={LONGEST_SOURCE}
        autoComplete="off"
        value={typed.source}
        error={problems.source}
        onChange={(event) => change({ source: event.target.value })}
      />
      <Select
        label="What it is about"
        value={typed.copyId ?? ""}
        disabled={!mayBeOfOne}
        hint={
          mayBeOfOne ? undefined : "What one like it was sold or offered for is about any copy."
        }
        options={[
          { value: "", label: "Any copy of this item" },
          ...copies.map(({ id: value, name }) => ({ value, label: name })),
        ]}
        error={problems.copyId}
        onChange={(event) => changeAbout(typed.kind, event.target.value || null)}
      />
      <Select
        label="In which condition"
        value={typed.condition}
        hint={
          typed.condition
            ? "It counts for copies in this condition alone."
            : "It counts for copies in every condition."
        }
        options={GRADED}
        onChange={(event) => {
          const condition = CONDITIONS.find((one) => one === event.target.value) ?? "";
          change({ condition, graded: true });
        }}
      />
      {problems.form && unplaced && (
        <p className="ui-notice value-whole" data-tone="problem" role="alert">
          {problems.form}
        </p>
      )}
      <div className="ui-row value-whole">
        <Button type="submit" look="primary" pending={pending}>
          {observation ? "Save it" : "Add it"}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            kept.forget();
            onDone();
          }}
        >
          Cancel
        </Button>
        {kept.wasKept && <p className="st-sub">This tab kept what you typed. It is not saved.</p>}
      </div>
      <LeaveGuard dirty={kept.dirty} what="this value" />
    </form>
  );
}

/** Under which name a tab keeps what is typed into the form of a value, of a further one without an id. */
export function keptValueKey(itemId: string, id = "new"): string {
  return `swingtag value ${itemId} ${id}`;
}

function without(all: Readonly<Record<string, string>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
}

/** The problems by the names of the form's fields. */
function fieldsOf(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, problem]) => [name.replace(/^value\./, ""), problem]),
  );
}
