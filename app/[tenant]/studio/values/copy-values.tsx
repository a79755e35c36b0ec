"use client";

import { useEffect, useRef, useState } from "react";
import { moneyInWords } from "@/base/values/money";
import { readUnsaved } from "@/components/studio/unsaved-draft";
import { Button } from "@/components/ui/button";
import { CONDITION_WORDS, type Condition } from "@/db/tenant/choices";
import type { KeptCopy } from "@/db/tenant/item";
import type { Worth } from "@/db/tenant/queries/current-value";
import type { Observation } from "@/db/tenant/queries/observations";
import { noValueInWords, ruleInWords } from "@/db/tenant/worth-words";
import { useLastCurrency } from "../currency";
import { keptValueKey, ObservationForm } from "./observation-form";
import { ObservationRows } from "./observation-rows";
import "./values.css";

/** A copy as values speak of it. */
export interface ValuedCopy
  extends Pick<KeptCopy, "id" | "acquired" | "acquiredFrom" | "pricePaid" | "currency"> {
  readonly name: string;
  readonly condition: Condition;
}

/** What each copy is worth and by which rule, and all that was observed of it. Only members see it. */
export function CopyValues(props: {
  readonly itemId: string;
  readonly copies: readonly ValuedCopy[];
  readonly worths: readonly Worth[];
  readonly observations: readonly Observation[];
}) {
  const { itemId, copies, observations } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const changed = observations.find(({ id }) => id === editing) ?? null;
  const last = useLastCurrency();
  const add = useRef<HTMLButtonElement>(null);
  useOpenedAgain(itemId, observations, setEditing);
  const close = () => {
    setEditing(null);
    add.current?.focus();
  };
  return (
    <section className="st-block" aria-labelledby="values">
      <div className="value-head">
        <div>
          <h2 id="values" className="st-title">
            Values
          </h2>
          <p className="st-sub">Only members see this. Each is saved at once.</p>
        </div>
        <Button ref={add} small aria-expanded={editing === NEW} onClick={() => setEditing(NEW)}>
          Add a value
        </Button>
      </div>
      {copies.length === 0 && <p>There is no copy to be worth something.</p>}
      <dl className="value-now">
        {copies.map((copy) => (
          <NowWorth key={copy.id} copy={copy} {...props} />
        ))}
      </dl>
      {editing && (
        <ObservationForm
          key={changed?.id ?? NEW}
          itemId={itemId}
          copies={copies}
          observation={changed}
          currency={
            observations[0]?.currency ?? copies.find((one) => one.currency)?.currency ?? last
          }
          onDone={close}
        />
      )}
      <ObservationRows
        copies={copies}
        observations={observations}
        onChange={({ id }) => setEditing(id)}
      />
    </section>
  );
}

const NEW = "new";

/** Opens the form again of which this tab kept what was typed. */
function useOpenedAgain(
  itemId: string,
  observations: readonly Observation[],
  open: (id: string) => void,
) {
  const first = useRef({ ids: [NEW, ...observations.map(({ id }) => id)], open });
  useEffect(() => {
    const { ids, open } = first.current;
    const kept = ids.find((id) => readUnsaved(keptValueKey(itemId, id)));
    if (kept) open(kept);
  }, [itemId]);
}

function NowWorth(props: {
  readonly copy: ValuedCopy;
  readonly worths: readonly Worth[];
  readonly observations: readonly Observation[];
}) {
  const { copy, worths, observations } = props;
  const worth = worths.find(({ copyId }) => copyId === copy.id);
  const newest = observations.find(({ id }) => id === worth?.observationId);
  return (
    <div>
      <dt>
        <span className="value-name">{copy.name}</span>
        {copy.condition && <span className="st-sub"> {CONDITION_WORDS[copy.condition]}</span>}
      </dt>
      <dd>
        <span className={worth ? "value-amount st-num" : "st-sub"}>
          {worth ? moneyInWords(worth.amount, worth.currency) : "No value yet"}
        </span>
        <span className="st-sub">
          {worth ? ruleInWords(worth, newest) : noValueInWords(copy, observations)}
        </span>
      </dd>
    </div>
  );
}
