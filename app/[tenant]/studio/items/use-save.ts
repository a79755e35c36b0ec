"use client";

import { useRef, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import type { ItemValues } from "@/server/items/item-values";
import type { ItemFormState } from "./use-item-form";

/** Why a save was refused; in a conflict there is another version, and the person decides. */
export interface Refused {
  readonly message: string;
  readonly conflict: boolean;
}

/**
 * Saves an item's form, once at a time and only when it is right; what was refused is kept to be shown, or
 * told to `refuse`.
 */
export function useSave(state: ItemFormState) {
  const [refused, setRefused] = useState<Refused | null>(null);
  const [pending, start] = useTransition();
  const running = useRef(false);

  function save<Data>(
    send: (values: ItemValues) => Promise<Answer<Data>>,
    done: (values: ItemValues, data: Data) => void,
    refuse: (refused: Refused) => void = setRefused,
  ): void {
    if (running.current || !state.check()) return;
    running.current = true;
    const { values } = state;
    start(async () => {
      const answer = await attempt(() => send(values));
      running.current = false;
      if (!answer.ok) {
        refuse({ message: answer.message, conflict: answer.status === 409 });
        state.showProblems(answer.fields);
        return;
      }
      setRefused(null);
      done(values, answer.data);
    });
  }

  return { save, refused, pending };
}
