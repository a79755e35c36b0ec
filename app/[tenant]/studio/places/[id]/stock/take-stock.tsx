"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { useReady } from "@/components/studio/ready";
import { useKept } from "@/components/studio/use-kept";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { pathInWords } from "@/db/tenant/place-tree";
import type { Place, PlacedCopy } from "@/db/tenant/queries/places";
import { moveCopies } from "../../actions";
import { copiesInWords } from "../../place-list";
import { labelOf } from "../../placed-copies";
import { idsIn, takenStock } from "./taken";

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
      <TextField label="Scan a label" hint={HINT} disabled />
    </section>
  );
}

const HINT = "With a scanner that types, or paste what one has read.";

/** What was scanned so far stays in this tab, because a box takes longer than a page lives. */
function Stock(props: Props) {
  const { place, places, expected } = props;
  const kept = useKept(`stock ${place.id}`, () => ({ scanned: [] as readonly string[] }));
  const { scanned } = kept.typed;
  const [known, problem] = useCopies(scanned);
  const { found, missing, unexpected } = takenStock(expected, known, scanned);
  return (
    <>
      <section className="st-block" aria-label="Scan">
        <Scanner
          onScan={(ids) => kept.change({ scanned: [...new Set([...scanned, ...ids])] })}
          problem={problem}
        />
        <p className="stock-count" role="status">
          <strong className="st-num">
            {found.length} of {expected.length} found
          </strong>
          {unexpected.length > 0 && (
            <span className="st-sub st-num">, {copiesInWords(unexpected.length)} not expected</span>
          )}
        </p>
        <progress
          className="ui-progress"
          aria-label="How many are found"
          value={found.length}
          max={Math.max(1, expected.length)}
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
          <PutHere place={place} copies={unexpected} />
        </Part>
      )}
      {missing.length > 0 && <Part title="Not found so far" copies={missing} places={places} />}
      {found.length > 0 && <Part title="Found" copies={found} places={places} />}
    </>
  );
}

/** One line that takes what a scanner types, which ends with Enter; a phone's camera opens one label at a time. */
function Scanner(props: {
  readonly onScan: (ids: readonly string[]) => void;
  readonly problem: string | null;
}) {
  const [text, setText] = useState("");
  const [unread, setUnread] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const take = (event: FormEvent) => {
    event.preventDefault();
    const ids = idsIn(text);
    setUnread(ids.length === 0 && text.trim() ? `“${text.trim()}” is no label.` : undefined);
    if (ids.length === 0) return;
    setText("");
    props.onScan(ids);
  };
  return (
    <form ref={form} onSubmit={take} noValidate>
      <TextField
        label="Scan a label"
        hint={HINT}
        error={unread ?? props.problem ?? undefined}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

/** The copies of labels, asked for once each; a label of nothing here gives none. */
function useCopies(ids: readonly string[]): readonly [readonly PlacedCopy[], string | null] {
  const [known, setKnown] = useState<ReadonlyMap<string, PlacedCopy | null>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const asked = ids.filter((id) => !known.has(id)).slice(0, 100);
  const key = asked.join("&id=");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what is asked.
  useEffect(() => {
    if (!key) return;
    const ended = new AbortController();
    fetch(`/studio/places/scanned?id=${key}`, { signal: ended.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
        const { copies }: { copies: PlacedCopy[] } = await answer.json();
        const byId = new Map(copies.map((copy) => [copy.id, copy]));
        setKnown(
          (now) => new Map([...now, ...asked.map((id) => [id, byId.get(id) ?? null] as const)]),
        );
        const none = asked.filter((id) => !byId.has(id)).length;
        setProblem(none > 0 ? "That label is of no copy that is here." : null);
      })
      .catch(() => {
        if (!ended.signal.aborted)
          setProblem("The site did not answer. What you scanned is kept; scan on, or reload.");
      });
    return () => ended.abort();
  }, [key]);
  return [[...known.values()].filter((copy) => copy !== null), problem];
}

/** Puts what was scanned here into the place. */
function PutHere(props: {
  readonly place: { readonly id: string; readonly name: string };
  readonly copies: readonly PlacedCopy[];
}) {
  const { place, copies } = props;
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const put = () =>
    start(async () => {
      const ids = copies.map(({ id }) => id);
      const answer = await attempt(() => moveCopies({ ids, placeId: place.id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      toast({ text: `${copiesInWords(ids.length)} now in ${place.name}.` });
      router.refresh();
    });
  return (
    <Button small look="primary" pending={pending} onClick={put}>
      {copies.length === 1 ? "Put it here" : `Put all ${copies.length} here`}
    </Button>
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
                {[copy.variant, labelOf(copy)].filter(Boolean).join(" · ")}
              </span>
            </p>
            <p className="st-sub">{pathInWords(props.places, copy.placeId) || "Without a place"}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
