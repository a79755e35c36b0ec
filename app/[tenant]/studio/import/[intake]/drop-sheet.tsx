"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { dropSheet } from "../actions";

/** Forgets a sheet of which nothing was written. */
export function DropSheet({ id }: { readonly id: string }) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const drop = () =>
    start(async () => {
      const answer = await attempt(() => dropSheet({ id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      router.replace("/studio/import");
      toast({ text: "The sheet was put away. Nothing of it was imported." });
    });
  return (
    <Button look="quiet" pending={pending} onClick={drop}>
      Put the sheet away
    </Button>
  );
}
