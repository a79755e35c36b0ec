"use client";

import { type ReactNode, useId } from "react";
import { DateField } from "@/components/studio/date-field";
import { Pin } from "@/components/studio/pins";
import { Choices } from "@/components/ui/choices";
import { Select, TextArea, TextField } from "@/components/ui/field";
import type { Field } from "@/db/tenant/field";
import { wordOf } from "@/db/tenant/field";

/** What a form knows of one field beside what it is. */
export interface ControlProps {
  readonly field: Field;
  readonly value: string;
  readonly error?: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** What is suggested, such as what other items carry; else what the field itself offers. */
  readonly inUse?: readonly string[];
  /** Shows a choice as buttons, with what each means, and not as a list to open. */
  readonly open?: boolean;
  /** Shown beside the label, such as whose the value is. */
  readonly mark?: ReactNode;
}

/** The control of a field that holds one text: how it looks and reads follows from the field's type. */
export function FieldControl(props: ControlProps) {
  const { field, value, error, onChange } = props;
  const given = {
    label: field.label,
    hint: field.hints?.[value] ?? field.hint,
    value,
    error,
    aside: <Aside {...props} />,
  };
  if (field.type === "date") return <DateField {...given} onChange={onChange} />;
  if (field.type === "long text")
    return <TextArea {...given} onChange={(event) => onChange(event.target.value)} />;
  if (field.type === "choice" && props.open) return <OpenChoice {...props} />;
  if (field.type === "choice")
    return (
      <Select
        {...given}
        options={(field.values ?? []).map((one) => ({ value: one, label: wordOf(field, one) }))}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return <Line {...props} />;
}

/** What stands at the end of a field's label. */
function Aside({ field, mark }: ControlProps) {
  return (
    <span className="field-aside">
      {mark}
      {field.keeps ? <Pin field={field.key} label={field.label} /> : field.unit}
    </span>
  );
}

function Line(props: ControlProps) {
  const { field, value, error, onChange, placeholder, autoFocus, inUse } = props;
  const listed = useId();
  const suggested = inUse ?? (Array.isArray(field.offered) ? field.offered : undefined);
  return (
    <>
      <TextField
        label={field.label}
        hint={field.hint}
        value={value}
        error={error}
        placeholder={placeholder}
        autoFocus={autoFocus}
        autoComplete="off"
        inputMode={field.digits ? "numeric" : field.type === "number" ? "decimal" : undefined}
        name={`item-${field.key}`}
        list={suggested && listed}
        aside={<Aside {...props} />}
        onChange={(event) => onChange(event.target.value)}
      />
      {suggested && (
        <datalist id={listed}>
          {suggested.map((one: string) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

function OpenChoice(props: ControlProps) {
  const { field, value, onChange } = props;
  return (
    <Choices
      legend={field.label}
      aside={<Aside {...props} />}
      look={field.hints ? "rows" : "strip"}
      choices={(field.values ?? []).map((one) => ({
        value: one,
        label: wordOf(field, one),
        hint: field.hints?.[one],
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
