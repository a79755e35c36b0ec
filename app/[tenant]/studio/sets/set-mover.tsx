"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { moveSet } from "./actions";

interface SetMoverProps {
  readonly id: string;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
}

/** Puts a set before or after its neighbour. */
export function SetMover({ id, name, first, last }: SetMoverProps) {
  const [pending, start] = useTransition();
  const toast = useToast();
  const move = (by: -1 | 1) => {
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => moveSet({ id, by }));
      if (!answer.ok) toast({ text: answer.message });
    });
  };
  return (
    <span className="set-mover">
      <Button
        type="button"
        disabled={first}
        aria-label={`${name}: earlier`}
        onClick={() => move(-1)}
      >
        ↑
      </Button>
      <Button type="button" disabled={last} aria-label={`${name}: later`} onClick={() => move(1)}>
        ↓
      </Button>
    </span>
  );
}
