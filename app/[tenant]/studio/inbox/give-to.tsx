"use client";

import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { isComposing } from "@/components/studio/composing";
import { TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import type { NamedItem } from "@/db/tenant/queries/photo-names";
import { findItems, givePhotos, takePhotosIn } from "./actions";

/** What is dragged: ids of photos, as JSON. */
export const DRAGGED = "application/x-swingtag-photos";

/** How long after the last key items are looked for, in milliseconds. */
const PAUSE = 180;

/** Items to hand photos to: each takes what is chosen by a click or Enter, and what is dropped on it. */
export function GiveTo(props: {
  readonly chosen: readonly string[];
  readonly onGiven: () => void;
}) {
  const { chosen, onGiven } = props;
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { items, isOfTyped } = useItems(typed);
  const [pending, start] = useTransition();
  const toast = useToast();
  const field = useRef<HTMLDivElement>(null);

  const give = (item: NamedItem | undefined, ids: readonly string[]) => {
    if (!item || pending) return;
    if (ids.length === 0) return toast({ text: "Choose a photo first.", tone: "problem" });
    start(async () => {
      const answer = await attempt(() => givePhotos({ ids: [...ids], item: item.id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      toast({
        text: `${item.name} has ${ids.length === 1 ? "a photo" : `${ids.length} photos`} more.`,
        undo: { label: "Undo", run: () => void takeIn(ids) },
      });
      setTyped("");
      onGiven();
    });
  };
  const takeIn = async (ids: readonly string[]) => {
    const answer = await attempt(() => takePhotosIn({ ids: [...ids] }));
    if (!answer.ok) toast({ text: answer.message, tone: "problem" });
  };
  const onKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (step) setAt(Math.min(Math.max(at + step, 0), items.length - 1));
    else if (isOfTyped) give(items[at], chosen);
  };

  return (
    <section className="st-block" aria-labelledby="give">
      <h2 id="give" className="st-title">
        Hand out
      </h2>
      <div ref={field}>
        <TextField
          label="To which item?"
          name="give-to"
          autoComplete="off"
          hint="A name or a style number. Arrows choose, Enter hands out."
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <ul className="inbox-items" aria-label="Items">
        {items.map((item, place) => (
          <li key={item.id}>
            <GiveButton
              item={item}
              current={place === at && typed !== "" && isOfTyped}
              onGive={(ids) => give(item, ids ?? chosen)}
            />
          </li>
        ))}
      </ul>
      {typed.trim() !== "" && isOfTyped && items.length === 0 && (
        <p className="st-sub">No item is called so.</p>
      )}
    </section>
  );
}

function GiveButton(props: {
  readonly item: NamedItem;
  readonly current: boolean;
  readonly onGive: (ids: readonly string[] | null) => void;
}) {
  const { item } = props;
  const [over, setOver] = useState(false);
  return (
    <button
      type="button"
      className="inbox-item"
      data-over={over || undefined}
      data-current={props.current || undefined}
      onClick={() => props.onGive(null)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const ids: unknown = JSON.parse(event.dataTransfer.getData(DRAGGED) || "[]");
        if (Array.isArray(ids)) props.onGive(ids.map(String));
      }}
    >
      <span>{[item.name, item.variant].filter(Boolean).join(", ")}</span>
      <span className="st-sub st-num">{item.styleNumber}</span>
    </button>
  );
}

/** The items for what was typed; those of the last answer until the next is there, which no key may choose. */
function useItems(typed: string) {
  const [found, setFound] = useState<{ of: string; items: readonly NamedItem[] }>();
  useEffect(() => {
    let here = true;
    const timer = setTimeout(
      async () => {
        const answer = await attempt(() => findItems({ typed }));
        if (here && answer.ok) setFound({ of: typed, items: answer.data });
      },
      typed ? PAUSE : 0,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return { items: found?.items ?? [], isOfTyped: found?.of === typed };
}
