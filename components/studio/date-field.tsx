"use client";

import { type ReactNode, useState } from "react";
import { dateInWords } from "@/base/values/dates";
import { DATE_HINT, readPartialDate } from "@/base/values/partial-date";
import { DAY_HINT, readWholeDay } from "@/base/values/whole-day";
import { TextField } from "@/components/ui/field";
import { Readings } from "./readings";

/**
 * A field for a date, typed freely, partial unless a whole day is asked for. The date as it was understood stands below; where there are several ways
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
  /** Whether it takes a whole day and no less. */
  readonly whole?: boolean;
  /** What is to be thought over about a date that can be read, if anything. */
  readonly doubt?: (value: string) => string | undefined;
  readonly aside?: ReactNode;
}) {
  const [left, setLeft] = useState(false);
  const read = (props.whole ? readWholeDay : readPartialDate)(props.value);
  const problem = read.ok ? undefined : read.problem;
  const words = read.ok ? dateInWords(read.value) : "";
  const isAsTyped = words === props.value.trim();
  const understood = words && !isAsTyped ? `Read as ${words}.` : undefined;
  const doubt = words && read.ok ? props.doubt?.(read.value) : undefined;
  const said = [understood, doubt].filter(Boolean).join(" ");
  return (
    <div>
      <TextField
        label={props.label}
        aside={props.aside}
        value={props.value}
        autoComplete="off"
        error={problem ? (left || props.error ? problem : undefined) : props.refused}
        hint={said || props.hint || (props.whole ? DAY_HINT : DATE_HINT)}
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
