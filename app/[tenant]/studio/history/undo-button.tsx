"use client";

import { Button } from "@/components/ui/button";
import { useUndoing } from "./undoing";

/** Takes one change set back. */
export function UndoButton({
  changeSet,
  deed,
}: {
  readonly changeSet: string;
  readonly deed: string;
}) {
  const { takeBack, pending } = useUndoing();
  return (
    <Button
      small
      look="quiet"
      pending={pending}
      onClick={() => takeBack({ changeSet, back: "Taken back." })}
    >
      Undo<span className="visually-hidden">: {deed}</span>
    </Button>
  );
}
