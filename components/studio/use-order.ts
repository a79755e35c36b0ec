import { useOptimistic, useState, useTransition } from "react";
import { useToast } from "@/components/ui/toast";
import { type Answer, attempt } from "./attempt";

/** Things in an order that a person can change by dragging and by buttons. */
export interface Order<Thing> {
  readonly order: readonly Thing[];
  /** Puts a thing at a place, at once on the page, and saves the order. */
  readonly arrange: (id: string, place: number) => void;
  /** The thing that is being dragged. */
  readonly dragged: string | null;
  readonly begin: (id: string) => void;
  /** Shows the dragged thing at a place before it is let go there. */
  readonly over: (place: number) => void;
  /** Lets the dragged thing go, where it is shown if no place is said. */
  readonly drop: (place?: number) => void;
  /** Ends dragging; without a drop before, by Escape or beside the list, all stays as it was. */
  readonly end: () => void;
}

/** The order of what a page shows: changed at once, and saved. One that is refused goes back. */
export function useOrder<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  save: (ids: readonly string[]) => Promise<Answer<unknown>>,
): Order<Thing> {
  // Holds until the page has the order that was saved, also when the next is on its way by then.
  const [ids, show] = useOptimistic<readonly string[]>([]);
  const [drag, setDrag] = useState<{ readonly id: string; readonly place: number | null } | null>(
    null,
  );
  const [, start] = useTransition();
  const toast = useToast();
  const placed = ids.flatMap((id) => things.find((thing) => thing.id === id) ?? []);
  const kept = [...placed, ...things.filter((thing) => !placed.includes(thing))];

  const arrange = (id: string, place: number) => {
    const next = withAt(kept, id, place).map((thing) => thing.id);
    start(async () => {
      show(next);
      const answer = await attempt(() => save(next));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  };
  return {
    order: drag && drag.place !== null ? withAt(kept, drag.id, drag.place) : kept,
    arrange,
    dragged: drag?.id ?? null,
    begin: (id) => setDrag({ id, place: null }),
    over: (place) => {
      if (drag && drag.place !== place) setDrag({ ...drag, place });
    },
    drop: (place = drag?.place ?? undefined) => {
      if (drag && place !== undefined) arrange(drag.id, place);
      setDrag(null);
    },
    end: () => setDrag(null),
  };
}

function withAt<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  id: string,
  place: number,
): readonly Thing[] {
  const others = things.filter((thing) => thing.id !== id);
  const moved = things.filter((thing) => thing.id === id);
  return [...others.slice(0, place), ...moved, ...others.slice(place)];
}
