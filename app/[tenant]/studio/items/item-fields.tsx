"use client";

import { useId } from "react";
import { DateField } from "@/components/studio/date-field";
import { TagField } from "@/components/studio/tag-field";
import { Choices } from "@/components/ui/choices";
import { TextArea, TextField } from "@/components/ui/field";
import { type Facts, LONGEST } from "@/db/tenant/item";
import { FACT_WORDS } from "../../item-words";
import { CopyRows } from "./copy-rows";
import type { ItemValues } from "./item-values";
import { STATUS_OPTIONS, VISIBILITY_CHOICES } from "./words";
import "./items.css";

interface Props {
  readonly values: ItemValues;
  readonly change: (part: Partial<ItemValues>) => void;
  readonly problems: Readonly<Record<string, string>>;
}

type Dated = "birthday" | "introduced" | "retired";
type Line = Exclude<keyof Facts, Dated>;

/** Everything a person writes about an item: facts, dates, story and copies, and beside them how it stands. */
export function ItemFields(
  props: Props & { readonly animals: readonly string[]; readonly fresh?: boolean },
) {
  return (
    <div className="item-form">
      <div className="item-main">
        <FactFields {...props} />
        <DateFields {...props} />
        <StoryFields {...props} />
      </div>
      <div className="item-aside">
        <StandingFields {...props} />
      </div>
    </div>
  );
}

/** The facts of an item. The name stands first: with it alone an item can be saved. */
function FactFields(
  props: Props & { readonly animals: readonly string[]; readonly fresh?: boolean },
) {
  const { values, change, problems, animals, fresh } = props;
  const listed = useId();
  const line = (name: Line) => ({
    label: FACT_WORDS[name],
    value: values[name],
    error: problems[name],
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  return (
    <section className="st-block item-facts" aria-label="Facts">
      <div className="item-wide">
        <TextField {...line("name")} autoFocus={fresh} name="item-name" maxLength={LONGEST.name} />
      </div>
      <TextField {...line("animal")} list={listed} />
      <datalist id={listed}>
        {animals.map((animal) => (
          <option key={animal} value={animal} />
        ))}
      </datalist>
      <TextField {...line("colour")} />
      <TextField {...line("variant")} />
      <TextField {...line("styleNumber")} inputMode="numeric" />
    </section>
  );
}

/** The three dates; each may lack what nobody knows. */
function DateFields({ values, change, problems }: Props) {
  const field = (name: Dated, hint: string) => (
    <DateField
      label={FACT_WORDS[name]}
      hint={hint}
      value={values[name]}
      error={problems[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <section className="st-block" aria-labelledby="dates">
      <h2 id="dates">Dates</h2>
      <div className="item-dates">
        {field("birthday", "Such as 19 May or 3 June 1995")}
        {field("introduced", "Such as 1995 or June 1995")}
        {field("retired", "Empty while it is current")}
      </div>
    </section>
  );
}

/** Where it stands and who sees it. */
function StandingFields({ values, change, problems }: Props) {
  return (
    <section className="st-block item-standing" aria-label="Standing">
      <Choices
        legend="Status"
        choices={STATUS_OPTIONS}
        value={values.status}
        onChange={(status) => change({ status })}
      />
      <Choices
        legend="Who sees it"
        look="rows"
        choices={VISIBILITY_CHOICES}
        value={values.visibility}
        onChange={(visibility) => change({ visibility })}
      />
      <TagField
        tags={values.tags}
        onChange={(tags) => change({ tags })}
        error={tagProblem(problems)}
      />
    </section>
  );
}

/** The story and the copies. */
function StoryFields({ values, change, problems }: Props) {
  return (
    <>
      <section className="st-block">
        <TextArea
          label="Story"
          hint="Plain text. An empty line begins a new paragraph."
          value={values.story}
          error={problems.story}
          onChange={(event) => change({ story: event.target.value })}
        />
      </section>
      <CopyRows
        copies={values.copies}
        problems={problems}
        onChange={(copies) => change({ copies })}
      />
    </>
  );
}

function tagProblem(problems: Readonly<Record<string, string>>): string | undefined {
  const [, problem] = Object.entries(problems).find(([name]) => name.startsWith("tags")) ?? [];
  return problem;
}
