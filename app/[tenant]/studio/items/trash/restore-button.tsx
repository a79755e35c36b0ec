"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { useUndoing } from "../../history/undoing";
import { restore } from "../actions";

/** Brings one item back. */
export function RestoreButton({ id, name }: { readonly id: string; readonly name: string }) {
  const toast = useToast();
  const undoing = useUndoing();
  const [pending, start] = useTransition();
  const bringBack = () =>
    start(async () => {
      const answer = await attempt(() => restore({ id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      const { changeSet } = answer.data;
      undoing.done(`${name} is back.`, { changeSet, back: `${name} is in the trash again.` });
    });
  return (
    <Button small pending={pending} onClick={bringBack} aria-label={`Restore ${name}`}>
      Restore
    </Button>
  );
}
