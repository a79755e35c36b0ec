"use client";

import { type ReactNode, useState } from "react";
import { useReady } from "@/components/studio/ready";
import { useKept } from "@/components/studio/use-kept";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { STANDING_WORDS } from "@/db/tenant/choices";
import { pathInWords } from "@/db/tenant/place-tree";
import type { PlacedCopy } from "@/db/tenant/queries/placed";
import type { Place } from "@/db/tenant/queries/places";
import { copiesInWords } from "../../place-list";
import { labelOf } from "../../placed-copies";
import { PutHere } from "./put-here";
import { SCAN_HINT, Scanner } from "./scanner";
import { heldOf, takenStock } from "./taken";
import { useScanned } from "./use-scanned";

interface Props {
  readonly place: { readonly id: string; readonly name: string };
  readonly places: readonly Place[];
  readonly expected: readonly PlacedCopy[];
}

/** Waits for React, because what was scanned before is known to the tab alone. */
export function TakeStock(props: Props) {
  if (useReady()) return <Stock {...props} />;
  return (
    <section className="st-block" aria-label="Scan">
      <TextField label="Scan a label" hint={SCAN_HINT} disabled />
      <noscript>
        <p className="ui-error">Taking stock needs JavaScript, which this browser does not run.</p>
      </noscript>
    </section>
  );
}

/** What was scanned so far stays in this tab, because a box takes longer than a page lives. */
function Stock(props: Props) {
  const { place, places, expected } = props;
  const kept = useKept(`stock ${place.id}`, () => ({
    scanned: [] as readonly string[],
    moves: false,
  }));
  const { scanned, moves } = kept.typed;
  const [other, setOther] = useState<Place>();
  const { known, problem, again } = useScanned(scanned);
  const { found, missing, away, unexpected } = takenStock(expected, known, scanned);
  const scan = (ids: readonly string[]) => {
    const byId = new Map(places.map((one) => [one.id, one]));
    setOther(ids.map((id) => byId.get(id)).find(Boolean));
    kept.change({ scanned: [...new Set([...scanned, ...ids.filter((id) => !byId.has(id))])] });
    again();
  };
  return (
    <>
      <section className="st-block" aria-label="Scan">
        <Scanner onScan={scan} problem={problem} />
        <div role="status">{other && <OfPlace other={other} here={place.id} />}</div>
        <p className="stock-count" role="status">
          <strong className="st-num">
            {found.length} of {found.length + missing.length} found
          </strong>
          {unexpected.length > 0 && (
            <span className="st-sub st-num">, {copiesInWords(unexpected.length)} not expected</span>
          )}
        </p>
        <progress
          className="ui-progress"
          aria-label="How many are found"
          value={found.length}
          max={Math.max(1, found.length + missing.length)}
        />
        <Check
          label="Put what is scanned here"
          hint="Each copy that is kept elsewhere is moved here as soon as it is scanned."
          checked={moves}
          onChange={(moves) => kept.change({ moves })}
        />
        {scanned.length > 0 && (
          <p className="st-after">
            <Button small look="quiet" onClick={() => kept.change({ scanned: [] })}>
              Begin anew
            </Button>
          </p>
        )}
      </section>
      {unexpected.length > 0 && (
        <Part title="Not expected here" copies={unexpected} places={places}>
          {heldOf(unexpected).length > 0 && (
            <PutHere
              place={place}
              copies={heldOf(unexpected)}
              atOnce={moves}
              onProblem={() => kept.change({ moves: false })}
            />
          )}
        </Part>
      )}
      {missing.length > 0 && <Part title="Not found so far" copies={missing} places={places} />}
      {away.length > 0 && <Part title="Not here, as you noted" copies={away} places={places} />}
      {found.length > 0 && <Part title="Found" copies={found} places={places} />}
    </>
  );
}

/** What is said of a place's own label. */
function OfPlace({ other, here }: { readonly other: Place; readonly here: string }) {
  if (other.id === here) return <p className="st-sub">That is the label of this place.</p>;
  return (
    <p className="st-sub">
      That is the label of {other.name}.{" "}
      <Link className="st-link" href={`/studio/places/${other.id}/stock`}>
        Take stock there
      </Link>
    </p>
  );
}

function Part(props: {
  readonly title: string;
  readonly copies: readonly PlacedCopy[];
  readonly places: readonly Place[];
  readonly children?: ReactNode;
}) {
  return (
    <section className="st-block" aria-label={props.title}>
      <div className="ui-row stock-head">
        <h2>
          {props.title} <span className="st-sub st-num">{props.copies.length}</span>
        </h2>
        {props.children}
      </div>
      <ul className="placed-rows">
        {props.copies.map((copy) => (
          <li key={copy.id}>
            <p>
              <Link className="st-link" href={`/studio/items/${copy.itemId}`}>
                {copy.name}
              </Link>
              <span className="st-sub">
                {" "}
                {[copy.variant, labelOf(copy), standingOf(copy)].filter(Boolean).join(" · ")}
              </span>
            </p>
            <p className="st-sub">{pathInWords(props.places, copy.placeId) || "Without a place"}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function standingOf({ status }: PlacedCopy): string {
  return status === "owned" ? "" : STANDING_WORDS[status];
}
