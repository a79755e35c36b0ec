"use client";

import { type FormEvent, useState } from "react";
import { CURRENCIES } from "@/base/values/currencies";
import { Button } from "@/components/ui/button";
import { Select, TextArea, TextField } from "@/components/ui/field";
import { holdsSeveral, isClearable, isSettable } from "@/db/tenant/queries/table/change";
import type { TableField } from "@/db/tenant/queries/table/fields";
import { useLastCurrency } from "../../currency";
import { useSite } from "./table-site";
import type { TypedChange } from "./typed-cell";

const DOES = { set: "Set to", clear: "Empty it", add: "Add", remove: "Take away" } as const;
type Does = keyof typeof DOES;

/** A field, what is done to it, and the value. It is fetched once it is opened. */
export default function ChangeForm(props: {
  readonly pending: boolean;
  readonly problem: string | null;
  readonly onLook: (change: TypedChange) => void;
}) {
  const [key, setKey] = useState("status");
  const [chosen, setChosen] = useState<Does>("set");
  const { fields } = useSite();
  const field = fields.named(key) ?? fields.named("status");
  if (!field) return null;
  const does = doesOf(field);
  const now = does.find((one) => one === chosen) ?? does[0] ?? "set";
  const look = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    if (now === "clear") props.onLook({ do: "clear", field: key });
    else if (now === "set")
      props.onLook({ do: "set", field: key, typed: text("value"), currency: text("currency") });
    else props.onLook({ do: now, field: key, value: text("value") });
  };
  return (
    <form className="tb-change" onSubmit={look} noValidate>
      <Select
        label="Field"
        value={key}
        options={fields.all.filter(isChangeable).map(({ key: value, label, of }) => ({
          value,
          label: of === "copy" ? `${label} (of each copy)` : label,
        }))}
        onChange={(event) => setKey(event.target.value)}
      />
      <Select
        label="What to do"
        value={now}
        options={does.map((value) => ({ value, label: DOES[value] }))}
        onChange={(event) => setChosen(does.find((one) => one === event.target.value) ?? "set")}
      />
      {now !== "clear" && (
        <Value key={key} field={field} problem={props.problem ?? undefined} adds={now !== "set"} />
      )}
      <Button look="primary" type="submit" pending={props.pending}>
        Look at it first
      </Button>
    </form>
  );
}

function Value(props: {
  readonly field: TableField;
  readonly problem: string | undefined;
  readonly adds: boolean;
}) {
  const { field, problem } = props;
  const last = useLastCurrency();
  const values = field.type === "yes/no" ? ["yes", "no"] : field.values;
  if (values)
    return (
      <Select
        label="Value"
        name="value"
        error={problem}
        options={values
          .filter((value) => value !== "")
          .map((value) => ({ value, label: field.words?.[value] ?? value }))}
      />
    );
  if (field.type === "long text")
    return <TextArea label="Value" name="value" rows={2} error={problem} />;
  return (
    <>
      <TextField
        label={props.adds ? "Tag" : field.unit ? `Value in ${field.unit}` : "Value"}
        name="value"
        autoComplete="off"
        error={problem}
        hint={field.hint && !props.adds ? field.hint : undefined}
      />
      {field.type === "money" && (
        <Select
          label="Currency"
          name="currency"
          defaultValue={last}
          options={[...new Set([...CURRENCIES, last])].map((value) => ({ value, label: value }))}
        />
      )}
    </>
  );
}

function isChangeable(field: TableField): boolean {
  return doesOf(field).length > 0 && field.values?.length !== 0;
}

function doesOf(field: TableField): Does[] {
  return [
    ...(isSettable(field) ? ["set" as const] : []),
    ...(holdsSeveral(field) ? ["add" as const, "remove" as const] : []),
    ...(isClearable(field) ? ["clear" as const] : []),
  ];
}
