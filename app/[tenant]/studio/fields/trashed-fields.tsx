"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { bringBack, deleteForGood } from "./actions";
import { itemsInWords } from "./field-words";

interface Trashed {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** The fields in the trash, each with its values, for 30 days. */
export function TrashedFields(props: {
  readonly fields: readonly Trashed[];
  readonly mayDelete: boolean;
}) {
  return (
    <section aria-labelledby="trashed-fields">
      <h2 className="st-title" id="trashed-fields">
        In the trash
      </h2>
      <ul className="field-rows">
        {props.fields.map((field) => (
          <TrashedRow key={field.id} field={field} mayDelete={props.mayDelete} />
        ))}
      </ul>
    </section>
  );
}

function TrashedRow({ field, mayDelete }: { field: Trashed; mayDelete: boolean }) {
  const [pending, start] = useTransition();
  const toast = useToast();
  const run = (deed: typeof bringBack, done: string) =>
    start(async () => {
      const answer = await attempt(() => deed({ id: field.id }));
      toast(answer.ok ? { text: done } : { text: answer.message, tone: "problem" });
    });
  return (
    <li className="field-row">
      <div className="field-words">
        <p className="field-name">{field.label}</p>
        <p className="st-sub">{itemsInWords(field.count)}, kept for 30 days</p>
      </div>
      <div className="ui-row">
        <Button
          small
          pending={pending}
          aria-label={`Bring ${field.label} back`}
          onClick={() => run(bringBack, `${field.label} is back.`)}
        >
          Bring back
        </Button>
        {mayDelete && (
          <Button
            small
            look="quiet"
            pending={pending}
            aria-label={`Delete ${field.label} for good`}
            onClick={() => run(deleteForGood, `${field.label} is deleted with what stood in it.`)}
          >
            Delete for good
          </Button>
        )}
      </div>
    </li>
  );
}
