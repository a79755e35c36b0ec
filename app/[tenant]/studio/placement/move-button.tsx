"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { DatabaseKind } from "@/db/platform/states";
import { moveSite } from "./actions";

/** Orders the move after one question. */
export function MoveButton({ to }: { readonly to: DatabaseKind }) {
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [pending, start] = useTransition();
  const name = to === "own" ? "a database of its own" : "the shared database";
  const move = () =>
    start(async () => {
      const answer = await attempt(() => moveSite({ to }));
      setAsking(false);
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  return (
    <>
      <div className="place-go">
        <Button look={to === "own" ? "primary" : "plain"} onClick={() => setAsking(true)}>
          Move into {name}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={`Move this site into ${name}?`}
        confirm="Move it"
        cancel="Stay"
        look="primary"
        pending={pending}
        onClose={() => setAsking(false)}
        onConfirm={move}
      >
        Your site stays open throughout. Near the end, saving is held for a few seconds while every
        table is compared; whoever saves in those seconds keeps what they typed and is told to send
        it again. If anything goes wrong, your site stays where it is. You can move back at any
        time.
      </ConfirmDialog>
    </>
  );
}
