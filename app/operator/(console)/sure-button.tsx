"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { Act } from "./status-form";

/** A button that asks before it does something. */
export function SureButton(props: {
  readonly button: string;
  readonly title: string;
  readonly says: string;
  readonly id: string;
  readonly act: Act;
}) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const [pending, start] = useTransition();
  const toast = useToast();
  const act = () =>
    start(async () => {
      const given = new FormData();
      given.set("id", props.id);
      const answer = await attempt(() => props.act(given));
      setOpen(false);
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok) toast({ text: answer.data.says });
    });
  return (
    <>
      <Button small onClick={() => setOpen(true)} pending={pending}>
        {props.button}
      </Button>
      {problem && (
        <p role="alert" className="op-failed">
          {problem}
        </p>
      )}
      <ConfirmDialog
        open={open}
        title={props.title}
        confirm={props.button}
        pending={pending}
        onConfirm={() => !pending && act()}
        onClose={() => setOpen(false)}
      >
        <p>{props.says}</p>
      </ConfirmDialog>
    </>
  );
}
