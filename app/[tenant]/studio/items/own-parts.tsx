"use client";

import { MoneyField } from "@/components/studio/money-field";
import { CheckList } from "@/components/ui/check-list";
import { Choices } from "@/components/ui/choices";
import type { OwnField } from "@/db/tenant/own";
import { useLastCurrency } from "../currency";
import { FieldControl } from "./field-control";

type Typed = Readonly<Record<string, readonly string[]>>;

interface Props {
  readonly fields: readonly OwnField[];
  readonly typed: Typed;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (typed: Record<string, string[]>) => void;
}

/** The owner's own fields of an item, in their groups. */
export function OwnParts({ fields, ...props }: Props) {
  const ofItem = fields.filter(({ of }) => of === "item");
  const groups = [...new Set(ofItem.map(({ group }) => group))];
  return groups.map((group) => (
    <section className="st-block" aria-label={group || UNGROUPED} key={group}>
      <h2>{group || UNGROUPED}</h2>
      <div className="item-facts">
        <OwnControls fields={ofItem.filter((field) => field.group === group)} path="" {...props} />
      </div>
    </section>
  ));
}

/** What the form calls the fields that stand in no group. */
const UNGROUPED = "Own fields";

/** A control for each field. @param path before the names of problems, such as `copies.0.` */
export function OwnControls({
  fields,
  typed,
  problems,
  path,
  onChange,
}: Props & { readonly path: string }) {
  return fields.map((field) => (
    <div className={isWide(field) ? "item-wide-part" : undefined} key={field.id}>
      <OwnControl
        field={field}
        typed={typed[field.id] ?? []}
        problem={problems[`${path}own.${field.id}`]}
        onChange={(values) => onChange({ ...copied(typed), [field.id]: values })}
      />
    </div>
  ));
}

function isWide({ type }: OwnField): boolean {
  return type === "long text" || type === "choices";
}

function copied(typed: Typed): Record<string, string[]> {
  return Object.fromEntries(Object.entries(typed).map(([id, values]) => [id, [...values]]));
}

function OwnControl(props: {
  readonly field: OwnField;
  readonly typed: readonly string[];
  readonly problem?: string;
  readonly onChange: (values: string[]) => void;
}) {
  const { field, typed, problem, onChange } = props;
  const last = useLastCurrency();
  const [first = "", currency = last] = typed;
  const forMembers = field.seenBy === "members" ? "Members see it" : undefined;
  if (field.type === "money")
    return (
      <MoneyField
        label={field.label}
        hint={forMembers}
        amount={first}
        currency={currency}
        error={problem}
        onChange={(next) => onChange([next.amount, next.currency])}
      />
    );
  if (field.type === "choices")
    return (
      <CheckList
        legend={field.label}
        hint={forMembers}
        error={problem}
        options={[...new Set([...(field.values ?? []), ...typed])]}
        chosen={typed}
        onChange={onChange}
      />
    );
  if (field.type === "yes/no")
    return (
      <Choices
        legend={field.label}
        choices={YES_NO}
        value={first}
        onChange={(value) => onChange(value ? [value] : [])}
      />
    );
  return (
    <FieldControl
      field={{
        ...field,
        hint: forMembers,
        values: field.type === "choice" ? ["", ...(field.values ?? [])] : undefined,
      }}
      value={first}
      error={problem}
      onChange={(text) => onChange(text ? [text] : [])}
    />
  );
}

const YES_NO = [
  { value: "", label: "Not noted" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];
