"use client";

import { useEffect, useMemo, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { focusFirstWrong } from "@/components/studio/first-wrong";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { Select } from "@/components/ui/field";
import type { OwnField } from "@/db/tenant/own";
import type { Place } from "@/db/tenant/queries/places";
import { tableFields } from "@/db/tenant/queries/table/fields";
import type { Offer } from "@/server/sheet/adopt";
import type { SheetFormat } from "@/server/sheet/format";
import type { Mapping } from "@/server/sheet/mapping";
import { PRESETS } from "@/server/sheet/presets";
import { questionsOf } from "@/server/sheet/questions";
import { fieldOf } from "@/server/sheet/said-fields";
import type { Survey } from "@/server/sheet/survey";
import { readSheet } from "../../actions";
import { DropSheet } from "../drop-sheet";
import { columnProblems, isNamed } from "./column-problems";
import { ColumnRow } from "./column-row";
import { KeepColumns } from "./keep-columns";
import { QuestionAsked } from "./question";
import { targetGroups } from "./target-options";
import { useMapping } from "./use-mapping";

/** Says what each column becomes and answers what has to be asked, before any row is read. */
export function ColumnForm(props: {
  readonly id: string;
  readonly format: SheetFormat;
  readonly survey: Survey;
  /** What may be said of the columns, the best first. */
  readonly offers: readonly Offer[];
  readonly before: Mapping | null;
  readonly own: readonly OwnField[];
  readonly places: readonly Place[];
  readonly problem: string;
}) {
  const { id, format, survey, offers, own, places } = props;
  const fields = useMemo(() => tableFields(own, places), [own, places]);
  const groups = useMemo(() => targetGroups(fields), [fields]);
  const said = useMapping(`import-columns ${id} ${JSON.stringify(format)}`, offers, props.before);
  const { mapping, changeColumn, change, left, leave, sureOf, forget } = said;
  const { suggested, from } = said.offer;
  const [checked, setChecked] = useState(false);
  const [refused, setRefused] = useState(props.problem);
  const [pending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const [wrongAt, setWrongAt] = useState(0);
  useEffect(() => {
    if (wrongAt === 0) return;
    const missing = form.current?.querySelector<HTMLElement>("[data-missing]");
    const isWrong = form.current?.querySelector("[aria-invalid]");
    if (isWrong) focusFirstWrong(form.current);
    else missing?.focus();
  }, [wrongAt]);

  const questions = questionsOf(survey, mapping, fields);
  const problems = columnProblems(mapping, fields);
  const named = isNamed(mapping);
  const isOpen = (at: number) => {
    const question = questions[at];
    if (!question) return false;
    return !question.isAnswered && !left.includes(`${question.column} ${question.about}`);
  };
  const open = questions.filter((_, at) => isOpen(at)).length;
  const hasPlace = mapping.columns.some(
    ({ target }) => target.to === "field" && target.field === "place",
  );
  const preset = PRESETS.find(({ key }) => key === suggested.preset);

  const send = () => {
    setChecked(true);
    if (Object.keys(problems).length > 0 || open > 0 || !named) return setWrongAt((now) => now + 1);
    start(async () => {
      setRefused("");
      const answer = await attempt(() => readSheet({ id, format, mapping }));
      if (!answer.ok) return setRefused(answer.message);
      forget();
      // The rows stand where the columns stood, from the top.
      window.scrollTo(0, 0);
    });
  };

  return (
    <form
      ref={form}
      className="im-cols"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) send();
      }}
    >
      {refused && (
        <p role="alert" className="ui-notice" data-tone="problem">
          {refused}
        </p>
      )}
      <section className="st-block" aria-labelledby="columns">
        <h2 id="columns">What is in each column</h2>
        <p className="st-sub">
          {from && !props.before
            ? from.isKept
              ? `As you keep it under “${from.name}”. `
              : `As you said of ${from.name}. `
            : preset
              ? `This looks like ${preset.label}. `
              : ""}
          Change what is not right. A blank cell leaves the field as it is.
          {questions.length > 0 && (
            <>
              {" "}
              <a className="st-link" href="#questions">
                {questions.length === 1 ? "One question" : `${questions.length} questions`}
              </a>{" "}
              {questions.length === 1 ? "stands" : "stand"} below.
            </>
          )}
        </p>
        {offers.length > 1 && (
          <Select
            label="Begin with"
            value={String(said.taken)}
            options={offers.map((offer, at) => ({
              value: String(at),
              label: offer.from ? offer.from.name : "What was recognised",
            }))}
            onChange={({ target: { value } }) => said.take(Number(value))}
          />
        )}
        <ul className="im-col-list">
          {survey.columns.map((column, at) => {
            const mapped = mapping.columns[at];
            if (!mapped) return null;
            return (
              <ColumnRow
                key={column.index}
                column={column}
                mapped={mapped}
                sure={sureOf(at)}
                groups={groups}
                rows={survey.rows}
                problem={checked ? problems[at] : undefined}
                onChange={(part) => changeColumn(at, part)}
              />
            );
          })}
        </ul>
      </section>
      {questions.length > 0 && (
        <section className="st-block" aria-labelledby="questions">
          <h2 id="questions">
            {questions.length === 1 ? "One question" : `${questions.length} questions`}
          </h2>
          <p className="st-sub">Each is asked once and holds for its column. Nothing is guessed.</p>
          <ul className="im-questions">
            {questions.map((question, at) => {
              const mapped = mapping.columns[question.column];
              if (!mapped) return null;
              const key = `${question.column} ${question.about}`;
              return (
                <QuestionAsked
                  key={key}
                  question={question}
                  mapped={mapped}
                  field={
                    mapped.target.to === "field" ? fieldOf(fields, mapped.target.field) : undefined
                  }
                  isLeft={left.includes(key)}
                  isMissing={checked && isOpen(at)}
                  onAnswer={(part) => changeColumn(question.column, part)}
                  onLeave={(isLeft) => leave(key, isLeft)}
                />
              );
            })}
          </ul>
        </section>
      )}
      <section className="st-block im-habits" aria-label="How cells are read">
        <Check
          label="Clean what pages of the web leave in cells"
          hint="“&amp;amp;” becomes “&amp;”, and spaces that nobody sees are none."
          checked={mapping.tidy}
          onChange={(tidy) => change({ tidy })}
        />
        {hasPlace && (
          <Check
            label="Make places that are not there yet"
            hint="Otherwise their cells are refused."
            checked={mapping.places === "make"}
            onChange={(isMade) => change({ places: isMade ? "make" : "refuse" })}
          />
        )}
      </section>
      <KeepColumns mapping={mapping} name={from?.isKept ? from.name : ""} />
      {checked && !named && (
        <p role="alert" className="ui-error">
          No column is the name. Say which one is, so that each row can be told from others.
        </p>
      )}
      <div className="ui-row">
        <Button type="submit" look="primary" pending={pending}>
          Show what would change
        </Button>
        <DropSheet id={id} />
      </div>
    </form>
  );
}
