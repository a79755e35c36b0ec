"use client";

import { useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { bringPhotosBack, draftEach, removePhotos } from "./actions";

/** What can be done with the photos that are chosen, beside handing them out. */
export function InboxDeeds(props: {
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly onMark: (marked: ReadonlySet<string>) => void;
}) {
  const { all, chosen, onMark } = props;
  const [pending, start] = useTransition();
  const toast = useToast();

  const run = <Data,>(work: () => Promise<Answer<Data>>, done: (data: Data) => void) =>
    start(async () => {
      const answer = await attempt(work);
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      onMark(new Set());
      done(answer.data);
    });
  const remove = () => {
    const ids = [...chosen];
    const bringBack = () =>
      run(
        () => bringPhotosBack({ ids }),
        () => {},
      );
    run(
      () => removePhotos({ ids }),
      () =>
        toast({
          text: ids.length === 1 ? "The photo is removed." : `${ids.length} photos are removed.`,
          undo: { label: "Undo", run: bringBack },
        }),
    );
  };
  const draft = () =>
    run(
      () => draftEach({ ids: [...chosen] }),
      (made) =>
        toast({
          text:
            made === 1
              ? "A private item is made of it."
              : `${made} private items are made, named after their files.`,
        }),
    );

  if (chosen.length === 0)
    return (
      <Button small look="quiet" onClick={() => onMark(new Set(all))}>
        Choose all
      </Button>
    );
  return (
    <div className="ui-row">
      <Button small pending={pending} onClick={draft}>
        {chosen.length === 1 ? "Make an item of it" : "Make an item of each"}
      </Button>
      <Button small look="quiet" pending={pending} onClick={remove}>
        Remove
      </Button>
      <Button small look="quiet" onClick={() => onMark(new Set())}>
        Choose none
      </Button>
    </div>
  );
}
