"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { useOrder } from "@/components/studio/use-order";
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
  const counted = fields.map((one) => ({ ...one, id: one.field.id }));
  const { order, arrange, dragged, begin, over, drop, end } = useOrder(counted, (ids) =>
    sortFields({ ids: [...ids] }),
  );
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
              onDrop={(event) => {
                event.preventDefault();
                drop();
              }}
              onDragEnd={end}
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
                  onMove={(by) => arrange(field.id, place + by)}
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
