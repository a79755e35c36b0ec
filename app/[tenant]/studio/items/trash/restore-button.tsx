"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { restore } from "../actions";

/** Brings one item back. */
export function RestoreButton({ id, name }: { readonly id: string; readonly name: string }) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const bringBack = () =>
    start(async () => {
      const answer = await attempt(() => restore({ id }));
      toast(answer.ok ? { text: `${name} is back.` } : { text: answer.message, tone: "problem" });
    });
  return (
    <Button small pending={pending} onClick={bringBack} aria-label={`Restore ${name}`}>
      Restore
    </Button>
  );
}
