"use client";

import { type FormEvent, useState, useTransition } from "react";
import { CURRENCIES } from "@/base/values/currencies";
import { attempt } from "@/components/studio/attempt";
import { DateField } from "@/components/studio/date-field";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import type { ExchangeRate } from "@/db/tenant/queries/exchange-rates";
import { useUndoing } from "../history/undoing";
import { keepRate, removeRate } from "./actions";
import { ageInWords } from "./age-words";
import { rateInWords } from "./together";

/** The rates that were entered, each with its day. Owners enter them; nothing is fetched. */
export function Rates(props: {
  readonly rates: readonly ExchangeRate[];
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly currencies: readonly string[];
  readonly mayChange: boolean;
}) {
  const { rates, currencies, mayChange } = props;
  return (
    <section className="st-block" aria-labelledby="rates">
      <h2 id="rates">Exchange rates</h2>
      <p className="st-sub">
        {mayChange
          ? "The newest rate between two currencies counts, either way. Nothing is fetched from anywhere."
          : "An owner enters them. The newest between two currencies counts, either way."}
      </p>
      {rates.length > 0 && (
        <ul className="value-rates">
          {rates.map((rate) => (
            <li key={rate.id}>
              <p className="st-num">
                {rateInWords(rate)}
                <span className="st-sub">, {ageInWords(rate.day, props.today)}</span>
              </p>
              {mayChange && <RemoveRate rate={rate} />}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <RateForm key={rates.length} currencies={currencies} />}
    </section>
  );
}

function RemoveRate({ rate }: { readonly rate: ExchangeRate }) {
  const [pending, start] = useTransition();
  const undoing = useUndoing();
  const toast = useToast();
  const remove = () =>
    start(async () => {
      const answer = await attempt(() => removeRate({ id: rate.id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      undoing.done("The rate is removed.", {
        changeSet: answer.data.changeSet,
        back: "The rate is back.",
      });
    });
  return (
    <Button
      small
      look="quiet"
      pending={pending}
      onClick={remove}
      aria-label={`Remove ${rateInWords(rate)}`}
    >
      Remove
    </Button>
  );
}

function RateForm({ currencies }: { readonly currencies: readonly string[] }) {
  const [first = "USD", second = first === "EUR" ? "USD" : "EUR"] = currencies;
  const [id, setId] = useState(newId);
  const [typed, setTyped] = useState({ from: first, to: second, rate: "", day: "" });
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [pending, start] = useTransition();
  const undoing = useUndoing();
  const change = (part: Partial<typeof typed>) => {
    setTyped((now) => ({ ...now, ...part }));
    setProblems((now) =>
      Object.fromEntries(
        Object.entries(now).filter(([name]) => !(name in part || name === "form")),
      ),
    );
  };
  const options = [...new Set([...currencies, ...CURRENCIES])].map((code) => ({
    value: code,
    label: code,
  }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => keepRate({ id, ...typed }));
      if (!answer.ok) return setProblems({ form: answer.message, ...answer.fields });
      setProblems({});
      undoing.done("The rate is kept.", {
        changeSet: answer.data.changeSet,
        back: "The rates are as they were.",
      });
      setId(newId());
      change({ rate: "", day: "" });
    });
  };
  const unplaced = ["from", "to", "rate", "day"].every((key) => !problems[key]);
  return (
    <form className="value-rate-form" noValidate aria-label="New rate" onSubmit={save}>
      <Select
        label="One"
        value={typed.from}
        options={options}
        error={problems.from}
        onChange={(event) => change({ from: event.target.value })}
      />
      <TextField
        label="is"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.92"
        value={typed.rate}
        error={problems.rate}
        onChange={(event) => change({ rate: event.target.value })}
      />
      <Select
        label="in"
        value={typed.to}
        options={options}
        error={problems.to}
        onChange={(event) => change({ to: event.target.value })}
      />
      <DateField
        label="On"
        whole
        value={typed.day}
        error={problems.day}
        refused={problems.day}
        onChange={(day) => change({ day })}
      />
      {problems.form && unplaced && (
        <p className="ui-notice value-whole" data-tone="problem" role="alert">
          {problems.form}
        </p>
      )}
      <div className="value-whole">
        <Button type="submit" pending={pending}>
          Keep the rate
        </Button>
      </div>
    </form>
  );
}
