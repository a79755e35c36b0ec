"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button, ButtonLink } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { signOutElsewhere } from "./actions";

/** Ends the member's other sessions; this one stays. */
export function SignOutElsewhere() {
  const toast = useToast();
  const [pending, start] = useTransition();
  const end = () =>
    start(async () => {
      const answer = await attempt(() => signOutElsewhere({}));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      const { ended } = answer.data;
      toast({
        text:
          ended === 0
            ? "You were signed in nowhere else."
            : ended === 1
              ? "One other browser is signed out."
              : `${ended} other browsers are signed out.`,
      });
    });
  return (
    <div className="ui-row st-after">
      <Button pending={pending} onClick={end}>
        Sign out in all other browsers
      </Button>
      <ButtonLink look="quiet" href="/sign-out">
        Sign out here
      </ButtonLink>
    </div>
  );
}
