"use client";

import { Check } from "@/components/ui/check";
import { Field, Select, TextField } from "@/components/ui/field";
import { FIELD_TYPES } from "@/db/tenant/own";
import type { MappedColumn, Target } from "@/server/sheet/mapping";
import type { Sureness } from "@/server/sheet/match";
import { isSaid } from "@/server/sheet/said-fields";
import type { ColumnSurvey } from "@/server/sheet/survey";
import { TYPE_WORDS } from "../../../fields/field-words";
import { type TargetGroup, targetOfValue, valueOfTarget } from "./target-options";

const SURE_WORDS: Readonly<Record<Sureness, string>> = {
  sure: "Sure",
  likely: "Likely",
  guess: "Please look",
};

/** One column: what stands in it, and what it becomes. */
export function ColumnRow({
  column,
  mapped,
  sure,
  groups,
  rows,
  problem,
  onChange,
}: {
  readonly column: ColumnSurvey;
  readonly mapped: MappedColumn;
  /** Null once a person has chosen. */
  readonly sure: Sureness | null;
  readonly groups: readonly TargetGroup[];
  /** How many rows the sheet has. */
  readonly rows: number;
  readonly problem: string | undefined;
  readonly onChange: (part: Partial<MappedColumn>) => void;
}) {
  const { target } = mapped;
  const isLeftOut = target.to === "nothing";
  return (
    <li className="im-col">
      <div className="im-col-head">
        <h3 className="im-col-name">
          <bdi>{column.name}</bdi>
        </h3>
        <ul className="im-samples" aria-label={`Cells of ${column.name}`}>
          {column.samples.slice(0, 3).map((sample) => (
            <li key={sample}>
              <bdi>{sample}</bdi>
            </li>
          ))}
        </ul>
        <p className="st-sub st-num">
          {column.filled === 0
            ? "Empty"
            : column.filled < rows
              ? `${column.filled.toLocaleString("en")} of ${rows.toLocaleString("en")} rows`
              : "In every row"}
        </p>
      </div>
      <div className="im-col-said">
        <Field
          label={`What ${column.name} is`}
          bare
          {...(problem && target.to !== "new field" && { error: problem })}
        >
          {(control) => (
            <select
              {...control}
              className="ui-input ui-select"
              value={valueOfTarget(target)}
              onChange={({ target: { value } }) =>
                onChange({ target: targetOfValue(value, column) })
              }
            >
              {groups.map(({ label, options }) => (
                <optgroup key={label} label={label}>
                  {options.map((option) => (
                    <option key={option.value} value={option.value}>
                      {option.label}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          )}
        </Field>
        {sure && !isLeftOut && (
          <p className="im-sure" data-sure={sure}>
            {SURE_WORDS[sure]}
          </p>
        )}
        {target.to === "new field" && (
          <NewField
            target={target}
            problem={problem}
            onChange={(next) => onChange({ target: next })}
          />
        )}
        {target.to === "field" && target.field === "quantity" && (
          <p className="st-sub">Each of them gets what the row says of a copy.</p>
        )}
        {target.to === "field" && !isSaid({ key: target.field }) && column.filled < rows && (
          <Check
            label="A blank cell empties the field"
            checked={mapped.empties}
            onChange={(empties) => onChange({ empties })}
          />
        )}
      </div>
    </li>
  );
}

type Made = Extract<Target, { readonly to: "new field" }>;

/** The field that a column makes; its type is guessed from the cells and open to be said otherwise. */
function NewField({
  target,
  problem,
  onChange,
}: {
  readonly target: Made;
  readonly problem: string | undefined;
  readonly onChange: (target: Made) => void;
}) {
  return (
    <div className="im-made">
      <TextField
        label="Its name"
        autoComplete="off"
        value={target.label}
        {...(problem && { error: problem })}
        onChange={({ target: { value } }) => onChange({ ...target, label: value })}
      />
      <Select
        label="Its type"
        value={target.type}
        options={FIELD_TYPES.map((value) => ({ value, label: TYPE_WORDS[value].label }))}
        onChange={({ target: { value } }) => {
          const type = FIELD_TYPES.find((one) => one === value);
          if (type) onChange({ ...target, type });
        }}
      />
      <Select
        label="Belongs to"
        value={target.of}
        options={[
          { value: "item", label: "The item" },
          { value: "copy", label: "Each copy" },
        ]}
        onChange={({ target: { value } }) =>
          onChange({ ...target, of: value === "copy" ? "copy" : "item" })
        }
      />
      <Select
        label="Who sees it"
        value={target.seenBy}
        options={[
          { value: "members", label: "Members" },
          { value: "everyone", label: "Everyone" },
        ]}
        onChange={({ target: { value } }) =>
          onChange({ ...target, seenBy: value === "everyone" ? "everyone" : "members" })
        }
      />
    </div>
  );
}
