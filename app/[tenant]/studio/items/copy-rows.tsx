"use client";

import { DateField } from "@/components/studio/date-field";
import { MoneyField } from "@/components/studio/money-field";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { CONDITIONS } from "@/db/tenant/item";
import { type CopyValues, emptyCopy } from "./item-values";
import { CONDITION_OPTIONS, SWING_TAG_OPTIONS, TUSH_TAG_OPTIONS, withStored } from "./words";

interface Props {
  readonly copies: readonly CopyValues[];
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (copies: CopyValues[]) => void;
}

/** The copies somebody holds, each with its condition, tags and price. */
export function CopyRows({ copies, problems, onChange }: Props) {
  const replace = (index: number, part: Partial<CopyValues>) =>
    onChange(copies.map((copy, at) => (at === index ? { ...copy, ...part } : copy)));
  return (
    <section className="st-block" aria-labelledby="copies">
      <div className="item-copies-head">
        <h2 id="copies" className="st-title">
          Copies
        </h2>
        <Button small onClick={() => onChange([...copies, emptyCopy(copies.at(-1)?.currency)])}>
          Add a copy
        </Button>
      </div>
      {copies.length === 0 && <p className="st-sub">No copy noted yet.</p>}
      {copies.map((copy, index) => (
        <CopyRow
          // Rows have no id before they are saved, so their position is the key; the form's state holds all
          // their text.
          key={`copy-${String(index)}`}
          number={index + 1}
          copy={copy}
          problem={(name) => problems[`copies.${index}.${name}`]}
          change={(part) => replace(index, part)}
          remove={() => onChange(copies.filter((_, at) => at !== index))}
        />
      ))}
    </section>
  );
}

function CopyRow(props: {
  readonly number: number;
  readonly copy: CopyValues;
  readonly problem: (name: keyof CopyValues) => string | undefined;
  readonly change: (part: Partial<CopyValues>) => void;
  readonly remove: () => void;
}) {
  const { number, copy, problem, change } = props;
  return (
    <fieldset className="item-copy">
      <legend className="visually-hidden">Copy {number}</legend>
      <TextField
        label="Label"
        placeholder={`Copy ${number}`}
        value={copy.label}
        error={problem("label")}
        onChange={(event) => change({ label: event.target.value })}
      />
      <Select
        label="Condition"
        value={copy.condition}
        options={CONDITION_OPTIONS}
        onChange={(event) => change({ condition: conditionOf(event.target.value) })}
      />
      <Select
        label="Swing tag"
        value={copy.swingTag}
        options={withStored(SWING_TAG_OPTIONS, copy.swingTag)}
        onChange={(event) => change({ swingTag: event.target.value })}
      />
      <Select
        label="Tush tag"
        value={copy.tushTag}
        options={withStored(TUSH_TAG_OPTIONS, copy.tushTag)}
        onChange={(event) => change({ tushTag: event.target.value })}
      />
      <DateField
        label="Acquired"
        hint="Such as June 2021"
        value={copy.acquired}
        error={problem("acquired")}
        onChange={(acquired) => change({ acquired })}
      />
      <MoneyField
        label="Price paid"
        hint="Members see it"
        amount={copy.price}
        currency={copy.currency}
        error={problem("price") ?? problem("currency")}
        onChange={({ amount, currency }) => change({ price: amount, currency })}
      />
      <div className="item-copy-note">
        <TextField
          label="Note"
          value={copy.note}
          error={problem("note")}
          onChange={(event) => change({ note: event.target.value })}
        />
      </div>
      <Button look="quiet" small onClick={props.remove} aria-label={`Remove copy ${number}`}>
        Remove
      </Button>
    </fieldset>
  );
}

function conditionOf(value: string): CopyValues["condition"] {
  return CONDITIONS.find((known) => known === value) ?? "";
}
