"use client";

import { type ReactNode, useState } from "react";
import { dateInWords } from "@/components/dates";
import { TextField } from "@/components/ui/field";
import { Readings } from "./readings";
import { DATE_HINT, readPartialDate } from "./values/partial-date";

/**
 * A field for a partial date, typed freely. The date as it was understood stands below; where there are several ways
 * to read it, the person is asked.
 */
export function DateField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string;
  /** What is wrong with a date that can be read. */
  readonly refused?: string;
  readonly hint?: string;
  readonly aside?: ReactNode;
}) {
  const [left, setLeft] = useState(false);
  const read = readPartialDate(props.value);
  const problem = read.ok ? undefined : read.problem;
  const words = read.ok ? dateInWords(read.value) : "";
  const understood = words && words !== props.value.trim() ? `Read as ${words}.` : undefined;
  return (
    <div>
      <TextField
        label={props.label}
        aside={props.aside}
        value={props.value}
        autoComplete="off"
        error={problem ? (left || props.error ? problem : undefined) : props.refused}
        hint={understood ?? props.hint ?? DATE_HINT}
        onChange={(event) => {
          setLeft(false);
          props.onChange(event.target.value);
        }}
        onBlur={() => setLeft(true)}
      />
      <Readings
        of={props.label}
        readings={read.ok ? undefined : read.readings}
        onChoose={(reading) => props.onChange(reading.text)}
      />
    </div>
  );
}
