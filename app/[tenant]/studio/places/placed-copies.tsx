"use client";

import { useMemo, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { pathInWords } from "@/db/tenant/place-tree";
import type { PlacedCopy } from "@/db/tenant/queries/placed";
import type { Place } from "@/db/tenant/queries/places";
import { moveCopies } from "./actions";
import { placeOrNone } from "./place-options";

/** Copies that lie in a place or below it; those that are chosen are moved at once. */
export function PlacedCopies(props: {
  readonly copies: readonly PlacedCopy[];
  readonly places: readonly Place[];
  readonly mayMove: boolean;
}) {
  const { copies, places, mayMove } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const here = copies.filter(({ id }) => chosen.has(id));
  const choose = (ids: readonly string[], on: boolean) =>
    setChosen((now) => new Set(on ? [...now, ...ids] : [...now].filter((id) => !ids.includes(id))));
  return (
    <section className="st-block" aria-label="Copies">
      {mayMove && (
        <MoveBar
          chosen={here}
          places={places}
          all={here.length === copies.length}
          onAll={(on) =>
            choose(
              copies.map(({ id }) => id),
              on,
            )
          }
          onMoved={() => setChosen(new Set())}
        />
      )}
      <ul className="placed-rows">
        {copies.map((copy) => (
          <li key={copy.id}>
            {mayMove && (
              <input
                type="checkbox"
                aria-label={`${copy.name}, ${labelOf(copy)}`}
                checked={chosen.has(copy.id)}
                onChange={(event) => choose([copy.id], event.target.checked)}
              />
            )}
            <p>
              {mayMove ? (
                <Link className="st-link" href={`/studio/items/${copy.itemId}`}>
                  {copy.name}
                </Link>
              ) : (
                copy.name
              )}
              <span className="st-sub">
                {" "}
                {[copy.variant, labelOf(copy)].filter(Boolean).join(" · ")}
              </span>
            </p>
            <p className="st-sub">{pathInWords(places, copy.placeId)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MoveBar(props: {
  readonly chosen: readonly PlacedCopy[];
  readonly places: readonly Place[];
  readonly all: boolean;
  readonly onAll: (on: boolean) => void;
  readonly onMoved: () => void;
}) {
  const { chosen, places } = props;
  const [to, setTo] = useState("");
  const options = useMemo(() => placeOrNone(places), [places]);
  const [pending, start] = useTransition();
  const toast = useToast();
  const move = () =>
    start(async () => {
      const ids = chosen.map(({ id }) => id);
      const answer = await attempt(() => moveCopies({ ids, placeId: to || null }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      const where = to ? `in ${pathInWords(places, to)}` : "without a place";
      toast({ text: `${ids.length === 1 ? "1 copy is" : `${ids.length} copies are`} ${where}.` });
      props.onMoved();
    });
  return (
    <div className="place-move">
      <label className="place-all">
        <input
          type="checkbox"
          checked={props.all}
          onChange={(event) => props.onAll(event.target.checked)}
        />
        <span aria-live="polite">{chosen.length === 0 ? "All" : `${chosen.length} chosen`}</span>
      </label>
      <Select
        label="Move to"
        bare
        value={to}
        options={options}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button small disabled={chosen.length === 0} pending={pending} onClick={move}>
        Move
      </Button>
    </div>
  );
}

/** What a copy is called among those of its item. */
export function labelOf({ label, number }: PlacedCopy): string {
  return label || `Copy ${number}`;
}
