"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { removePlace } from "./actions";

/** Removes a place; what lies in it goes to where it lay. */
export function RemovePlace(props: {
  readonly id: string;
  readonly name: string;
  readonly parent: { readonly id: string; readonly name: string } | null;
}) {
  const { id, name, parent } = props;
  const [asked, setAsked] = useState(false);
  const [pending, start] = useTransition();
  const router = useRouter();
  const toast = useToast();
  const remove = () =>
    start(async () => {
      const answer = await attempt(() => removePlace({ id }));
      setAsked(false);
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      toast({ text: `${name} is removed.` });
      router.push(parent ? `/studio/places/${parent.id}` : "/studio/places");
    });
  return (
    <>
      <Button small look="quiet" onClick={() => setAsked(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={asked}
        title={`Remove ${name}?`}
        confirm={`Remove ${name}`}
        pending={pending}
        onConfirm={remove}
        onClose={() => setAsked(false)}
      >
        {parent
          ? `What lies in it will lie in ${parent.name}.`
          : "The places in it stay, by themselves. The copies in it will have no place."}
      </ConfirmDialog>
    </>
  );
}
