"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { sendConfirmationAgain } from "./actions";

/** Mails the confirmation once more. */
export function SendAgain({ email }: { readonly email: string }) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const answer = await attempt(() => sendConfirmationAgain({}));
      toast(
        answer.ok
          ? { text: `Sent to ${email}. Look among the junk, too.` }
          : { text: answer.message, tone: "problem" },
      );
    });
  return (
    <Button small pending={pending} onClick={send}>
      Send it again
    </Button>
  );
}
