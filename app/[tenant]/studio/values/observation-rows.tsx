"use client";

import { useState, useTransition } from "react";
import { dateInWords } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { CONDITION_WORDS, OBSERVATION_WORDS } from "@/db/tenant/choices";
import type { Observation } from "@/db/tenant/queries/observations";
import { useUndoing } from "../history/undoing";
import { removeValue } from "./actions";
import type { ValuedCopy } from "./copy-values";

/** All that was observed, the newest first, and below it what was paid, which stands with the copies. */
export function ObservationRows(props: {
  readonly copies: readonly ValuedCopy[];
  readonly observations: readonly Observation[];
  readonly onChange: (observation: Observation) => void;
}) {
  const { copies, observations } = props;
  const paid = copies.filter(({ pricePaid }) => pricePaid !== null);
  if (observations.length + paid.length === 0)
    return (
      <p className="value-none">
        Nothing is noted yet. Begin with what one like it was sold for, or what somebody who knows
        said of it.
      </p>
    );
  const nameOf = (id: string | null) =>
    id === null ? "any copy" : (copies.find((copy) => copy.id === id)?.name ?? "one copy");
  return (
    <ul className="value-rows">
      {observations.map((one) => (
        <Row
          key={one.id}
          what={OBSERVATION_WORDS[one.kind]}
          about={[nameOf(one.copyId), one.condition && CONDITION_WORDS[one.condition]]}
          day={one.observed}
          source={one.source}
          amount={moneyInWords(one.amount, one.currency)}
        >
          <Deeds observation={one} onChange={() => props.onChange(one)} />
        </Row>
      ))}
      {paid.map((copy) => (
        <Row
          key={copy.id}
          what="Paid"
          about={[copy.name]}
          day={copy.acquired}
          source={copy.acquiredFrom}
          amount={moneyInWords(copy.pricePaid ?? 0, copy.currency)}
        >
          <span className="st-sub">Stands with the copy</span>
        </Row>
      ))}
    </ul>
  );
}

function Row(props: {
  readonly what: string;
  readonly about: readonly string[];
  readonly day: string;
  readonly source: string;
  readonly amount: string;
  readonly children: React.ReactNode;
}) {
  const { what, about, day, source, amount } = props;
  return (
    <li>
      <p className="value-day st-sub">{day ? dateInWords(day) : "Without a day"}</p>
      <p className="value-what">
        {what} <span className="st-sub">{about.filter(Boolean).join(", ")}</span>
        {source && <span className="value-source st-sub">{source}</span>}
      </p>
      <p className="value-sum st-num">{amount}</p>
      <div className="value-deeds">{props.children}</div>
    </li>
  );
}

function Deeds({
  observation,
  onChange,
}: {
  readonly observation: Observation;
  readonly onChange: () => void;
}) {
  const [pending, start] = useTransition();
  const [isGone, setGone] = useState(false);
  const undoing = useUndoing();
  const toast = useToast();
  const { kind, observed, amount, currency } = observation;
  const named = `${OBSERVATION_WORDS[kind]} ${moneyInWords(amount, currency)}, ${dateInWords(observed)}`;
  const remove = () =>
    start(async () => {
      const answer = await attempt(() => removeValue({ id: observation.id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      setGone(true);
      undoing.done("The value is removed.", {
        changeSet: answer.data.changeSet,
        back: "The value is back.",
      });
    });
  return (
    <>
      <Button
        small
        look="quiet"
        disabled={isGone}
        onClick={onChange}
        aria-label={`Change ${named}`}
      >
        Change
      </Button>
      <Button
        small
        look="quiet"
        pending={pending}
        disabled={isGone}
        onClick={remove}
        aria-label={`Remove ${named}`}
      >
        Remove
      </Button>
    </>
  );
}
