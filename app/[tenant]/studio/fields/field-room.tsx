"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { OwnField } from "@/db/tenant/own";
import { bringBack, sortFields, throwAway } from "./actions";
import { FieldForm } from "./field-form";
import { FieldRow } from "./field-row";

interface Counted {
  readonly field: OwnField;
  readonly count: number;
}

/** The fields in their order: to make, rename, regroup, order and throw away. */
export function FieldRoom({ fields }: { readonly fields: readonly Counted[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const { order, move, dragged, begin, over, drop } = useOrder(fields);
  const toast = useToast();
  const [, start] = useTransition();
  const groups = [...new Set(fields.map(({ field }) => field.group).filter(Boolean))];

  const remove = ({ id, label }: OwnField) =>
    start(async () => {
      const answer = await attempt(() => throwAway({ id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      const undo = () =>
        start(async () => {
          const back = await attempt(() => bringBack({ id }));
          toast(back.ok ? { text: `${label} is back.` } : { text: back.message, tone: "problem" });
        });
      toast({
        text: `${label} is in the trash with what stands in it.`,
        undo: { label: "Undo", run: undo },
      });
    });

  return (
    <>
      {open === "new" ? (
        <FieldForm groups={groups} onDone={() => setOpen(null)} />
      ) : (
        <p className="field-new">
          <Button look="primary" onClick={() => setOpen("new")}>
            New field
          </Button>
        </p>
      )}
      {order.length > 0 && (
        <ol className="field-rows" aria-label="Fields">
          {order.map(({ field, count }, place) => (
            <li
              key={field.id}
              className="field-row"
              draggable={open !== field.id}
              data-dragged={dragged === field.id || undefined}
              onDragStart={() => begin(field.id)}
              onDragOver={(event) => {
                event.preventDefault();
                over(place);
              }}
              onDrop={drop}
              onDragEnd={drop}
            >
              {open === field.id ? (
                <FieldForm
                  field={field}
                  count={count}
                  groups={groups}
                  onDone={() => setOpen(null)}
                />
              ) : (
                <FieldRow
                  field={field}
                  count={count}
                  isFirst={place === 0}
                  isLast={place === order.length - 1}
                  onMove={(by) => move(place, place + by)}
                  onEdit={() => setOpen(field.id)}
                  onRemove={() => remove(field)}
                />
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** The order that is shown at once and then saved; a save that fails shows the old one again. */
function useOrder(fields: readonly Counted[]) {
  const [moved, setMoved] = useState<readonly string[] | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [, start] = useTransition();
  const toast = useToast();
  const ids = fields.map(({ field }) => field.id);
  const shown = moved && ids.every((id) => moved.includes(id)) ? moved : ids;
  const order = shown.flatMap((id) => fields.find(({ field }) => field.id === id) ?? []);

  const save = (next: readonly string[]) =>
    start(async () => {
      const answer = await attempt(() => sortFields({ ids: [...next] }));
      if (answer.ok) return;
      setMoved(null);
      toast({ text: answer.message, tone: "problem" });
    });
  const placed = (from: number, to: number) => {
    const next = order.map(({ field }) => field.id);
    next.splice(to, 0, ...next.splice(from, 1));
    return next;
  };
  return {
    order,
    dragged,
    move: (from: number, to: number) => {
      const next = placed(from, to);
      setMoved(next);
      save(next);
    },
    begin: setDragged,
    over: (place: number) => {
      const from = order.findIndex(({ field }) => field.id === dragged);
      if (from >= 0 && from !== place) setMoved(placed(from, place));
    },
    drop: () => {
      if (dragged && moved) save(moved);
      setDragged(null);
    },
  };
}
