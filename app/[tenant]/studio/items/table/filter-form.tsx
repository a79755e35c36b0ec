"use client";

import { type FormEvent, useState } from "react";
import { CURRENCIES } from "@/base/values/currencies";
import { Button } from "@/components/ui/button";
import { Field, Select, TextField } from "@/components/ui/field";
import type { TableField, TableFields } from "@/db/tenant/queries/table/fields";
import { type Operator, operatorsOf, readTest, type Test } from "@/db/tenant/queries/table/filter";
import { useLastCurrency } from "../../currency";
import { useSite } from "./table-site";
import { operatorInWords } from "./test-words";
import { readTyped } from "./typed-test";

/** A field, a comparison and what to compare with. It is fetched once it is opened. */
export default function FilterForm({ onAdd }: { readonly onAdd: (test: Test) => void }) {
  const [key, setKey] = useState("status");
  const [chosen, setChosen] = useState<Operator | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { fields } = useSite();
  const field = fields.named(key) ?? fields.named("name");
  if (!field) return null;
  const operators = operatorsOf(field);
  const is = operators.find((one) => one === chosen) ?? operators[0] ?? "is";
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const read = testOf(field, is, new FormData(event.currentTarget), fields);
    if (typeof read === "string") setProblem(read);
    else onAdd(read);
  };
  return (
    <form className="tb-filter-form" onSubmit={add} noValidate>
      <Select
        label="Field"
        value={key}
        autoFocus
        options={fields.all.map(({ key: value, label }) => ({ value, label }))}
        onChange={(event) => {
          setKey(event.target.value);
          setProblem(null);
        }}
      />
      <Select
        label="Comparison"
        value={is}
        options={operators.map((value) => ({ value, label: operatorInWords(field, value) }))}
        onChange={(event) => setChosen(operators.find((one) => one === event.target.value) ?? null)}
      />
      <Compared key={`${key} ${is}`} field={field} is={is} problem={problem} />
      <Button look="primary" type="submit">
        Add the filter
      </Button>
    </form>
  );
}

function Compared(props: {
  readonly field: TableField;
  readonly is: Operator;
  readonly problem: string | null;
}) {
  const { field, is } = props;
  const last = useLastCurrency();
  const error = props.problem ?? undefined;
  if (is === "empty" || is === "filled") return null;
  const type = field.type === "moment" ? "date" : "text";
  if (field.values?.length === 0 && is !== "contains") return <NoneYet field={field} />;
  if (field.values && is === "one-of")
    return (
      <fieldset className="tb-choices">
        <legend className="ui-legend">One of</legend>
        {filledValues(field).map((value) => (
          <label key={value}>
            <input type="checkbox" name="values" value={value} /> {field.words?.[value] ?? value}
          </label>
        ))}
        {error && <p className="ui-error">{error}</p>}
      </fieldset>
    );
  if ((field.values && is !== "contains") || field.type === "yes/no")
    return (
      <Select
        label="Value"
        name="value"
        error={error}
        options={filledValues(field).map((value) => ({
          value,
          label: field.words?.[value] ?? value,
        }))}
      />
    );
  const currency = (field.type === "money" || field.type === "worth") && (
    <Select
      label="Currency"
      name="currency"
      defaultValue={last}
      options={[...new Set([...CURRENCIES, last])].map((value) => ({ value, label: value }))}
    />
  );
  if (is === "between")
    return (
      <>
        <div className="tb-bounds">
          <TextField label="From" name="from" type={type} error={error} autoComplete="off" />
          <TextField label="To" name="to" type={type} autoComplete="off" />
        </div>
        {currency}
      </>
    );
  if (is === "one-of")
    return (
      <Field label="Values, one a line" error={error}>
        {(control) => <textarea {...control} name="values" className="ui-input" rows={4} />}
      </Field>
    );
  return (
    <>
      <TextField label="Value" name="value" type={type} error={error} autoComplete="off" />
      {currency}
    </>
  );
}

/** Of a field whose values are to be made somewhere else first. */
function NoneYet({ field }: { readonly field: TableField }) {
  return (
    <p className="st-sub">
      {field.type === "place" ? "There are no places yet." : `${field.label} has no choices yet.`}
    </p>
  );
}

/** Reads the form, or says what is wrong with it. */
function testOf(
  field: TableField,
  is: Operator,
  form: FormData,
  fields: TableFields,
): Test | string {
  const typed = (name: string) => form.getAll(name).filter((one) => typeof one === "string");
  const currency = typed("currency")[0] ?? "";
  const values: string[] = [];
  const asWritten = field.values || field.type === "moment" || is === "contains";
  const all =
    is === "between"
      ? [typed("from")[0] ?? "", typed("to")[0] ?? ""]
      : is === "one-of"
        ? typed("values")
            .flatMap((text) => text.split("\n"))
            .filter((text) => text.trim())
        : [typed("value")[0] ?? ""];
  for (const text of all) {
    const read = asWritten ? { ok: true as const, value: text } : readTyped(field, text, currency);
    if (!read.ok) return read.problem;
    values.push(read.value);
  }
  const [value = "", to] = values;
  const test = readTest({ field: field.key, is, value, values, from: value, to }, fields);
  return test ?? "Say what to compare with.";
}

function filledValues(field: TableField): readonly string[] {
  if (field.type === "yes/no") return ["yes", "no"];
  return (field.values ?? []).filter((value) => value !== "");
}
