"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { removeSet } from "./actions";

/** Removes a set; the items stay. */
export function RemoveSet({ id, name }: { readonly id: string; readonly name: string }) {
  const [asked, setAsked] = useState(false);
  const [pending, start] = useTransition();
  const router = useRouter();
  const toast = useToast();
  const remove = () =>
    start(async () => {
      const answer = await attempt(() => removeSet({ id }));
      setAsked(false);
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      toast({ text: `${name} is removed.` });
      // In its place, so that nobody comes back to a page that is gone.
      router.replace("/studio/sets");
    });
  return (
    <p>
      <Button small look="quiet" onClick={() => setAsked(true)}>
        Remove this set
      </Button>
      <ConfirmDialog
        open={asked}
        title={`Remove ${name}?`}
        confirm="Remove the set"
        pending={pending}
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        Your items stay as they are, and what you look for too.
      </ConfirmDialog>
    </p>
  );
}
