"use client";

import { useId } from "react";
import { Select, TextField } from "@/components/ui/field";
import { LONGEST_SET, type SetRule } from "@/db/tenant/set";
import { CatalogueFields } from "./catalogue-fields";
import { FindEntry } from "./find-entry";
import { ListFields } from "./list-fields";
import type { SetChoices } from "./set-choices";

export interface RuleProps<Rule extends SetRule> {
  readonly rule: Rule;
  readonly choices: SetChoices;
  readonly problemOf: (key: string) => string | undefined;
  readonly onChange: (rule: SetRule) => void;
}

/** What belongs to a set, as its kind asks for it. */
export function RuleFields(props: RuleProps<SetRule>) {
  const { rule, choices, problemOf, onChange } = props;
  switch (rule.kind) {
    case "list":
      return <ListFields {...props} rule={rule} />;
    case "catalogue":
      return <CatalogueFields {...props} rule={rule} />;
    case "generations":
      return (
        <div className="rule-fields">
          <FindEntry
            label="Toy"
            hint="Each swing tag that the catalogue knows of it is a piece, if sources agree on them."
            error={problemOf("product")}
            onChoose={({ product, facts }) =>
              onChange({ kind: "generations", product, name: facts.name ?? "" })
            }
          />
          {rule.product && (
            <p>
              Chosen: <bdi>{rule.name || rule.product}</bdi>
            </p>
          )}
        </div>
      );
    case "own":
      return (
        <div className="rule-fields">
          <Select
            label="Where it stands"
            value={rule.field}
            error={problemOf("field")}
            options={[
              { value: "tag", label: "Tags" },
              ...choices.fields.map(({ key, label }) => ({ value: key, label })),
              ...(isGone(rule, choices)
                ? [{ value: rule.field, label: "A field that is gone" }]
                : []),
            ]}
            hint={hintOf(rule, choices)}
            onChange={(event) => onChange({ ...rule, field: event.target.value, value: "" })}
          />
          <OwnValue {...props} rule={rule} />
        </div>
      );
  }
}

type OwnRule = Extract<SetRule, { kind: "own" }>;

/** Whether the field that a rule names lies in the trash, has another type now or was removed. */
function isGone({ field }: OwnRule, { fields }: SetChoices): boolean {
  return field !== "tag" && !fields.some(({ key }) => key === field);
}

function hintOf(rule: OwnRule, choices: SetChoices): string | undefined {
  if (isGone(rule, choices)) return "Nothing belongs to the set until you choose another.";
  const field = choices.fields.find(({ key }) => key === rule.field);
  return field?.forMembers
    ? "Members alone see this field, so that visitors find nothing in the set."
    : undefined;
}

/** A value of one of the owner's choices, or a tag as it is written. */
function OwnValue({ rule, choices, problemOf, onChange }: RuleProps<OwnRule>) {
  const tags = useId();
  if (isGone(rule, choices)) return null;
  const field = choices.fields.find(({ key }) => key === rule.field);
  if (!field)
    return (
      <>
        <TextField
          label="Tag"
          hint="As it is written on the items."
          longest={LONGEST_SET.word}
          autoComplete="off"
          list={tags}
          value={rule.value}
          error={problemOf("value")}
          onChange={(event) => onChange({ ...rule, value: event.target.value })}
        />
        <datalist id={tags}>
          {choices.tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </>
    );
  const isOffered = rule.value === "" || field.values.includes(rule.value);
  return (
    <Select
      label="Value"
      value={rule.value}
      error={problemOf("value")}
      options={[
        { value: "", label: "Choose one" },
        ...field.values.map((value) => ({ value, label: value })),
        ...(isOffered ? [] : [{ value: rule.value, label: `${rule.value} (no choice any more)` }]),
      ]}
      onChange={(event) => onChange({ ...rule, value: event.target.value })}
    />
  );
}
