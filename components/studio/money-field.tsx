"use client";

import { useState } from "react";
import { CURRENCIES } from "@/base/values/currencies";
import { moneyInWords, readMoney, writeMoney } from "@/base/values/money";
import { Select, TextField } from "@/components/ui/field";
import { Pin } from "./pins";
import { Readings } from "./readings";

/**
 * A field for an amount with its currency, typed freely. The amount as it was understood stands below; where there
 * are several ways to read it, the person is asked. A currency that was typed is the chosen one once the field is
 * left.
 */
export function MoneyField(props: {
  readonly label: string;
  readonly amount: string;
  readonly currency: string;
  readonly onChange: (part: { readonly amount: string; readonly currency: string }) => void;
  readonly error?: string;
  readonly hint?: string;
}) {
  const { amount, currency, onChange } = props;
  const [left, setLeft] = useState(false);
  const read = readMoney(amount, currency);
  const problem = read.ok ? props.error : left || props.error ? read.problem : undefined;
  const understood =
    read.ok && read.minor !== null
      ? `Read as ${moneyInWords(read.minor, read.currency)}`
      : undefined;
  const settle = () => {
    setLeft(true);
    if (read.ok && read.currency !== currency)
      onChange({ amount: writeMoney(read.minor, read.currency), currency: read.currency });
  };
  return (
    <div className="money-field">
      <div className="money-parts">
        <TextField
          label={props.label}
          autoComplete="off"
          inputMode="decimal"
          value={amount}
          error={problem}
          hint={understood ?? props.hint}
          onChange={(event) => {
            setLeft(false);
            onChange({ amount: event.target.value, currency });
          }}
          onBlur={settle}
        />
        <Select
          label="Currency"
          aside={<Pin field="currency" label="the currency" />}
          value={currency}
          options={[...new Set([...CURRENCIES, currency])].map((code) => ({
            value: code,
            label: code,
          }))}
          onChange={(event) => onChange({ amount, currency: event.target.value })}
        />
      </div>
      <Readings
        of={props.label}
        readings={read.ok ? undefined : read.readings}
        onChoose={(reading) => onChange({ amount: reading.text, currency: reading.currency })}
      />
    </div>
  );
}
