"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Loan } from "@/db/tenant/loan";
import type { Lent } from "@/db/tenant/queries/loans";
import { useUndoing } from "../../history/undoing";
import { giveBack } from "./actions";
import { backToday } from "./loan-words";

/** Notes that a copy came back today. Another day is written in the former loan then. */
export function GiveBack(props: {
  readonly loan: Loan;
  /** Such as `copy 2`. */
  readonly called: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly onBack?: (lent: Lent) => void;
}) {
  const { loan, called } = props;
  const [pending, start] = useTransition();
  const toast = useToast();
  const undoing = useUndoing();
  const give = () =>
    start(async () => {
      const backOn = backToday(loan, props.today);
      const answer = await attempt(() => giveBack({ id: loan.id, backOn }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      props.onBack?.(answer.data);
      undoing.done(`Back from ${loan.lentTo}.`, {
        changeSet: answer.data.changeSet,
        back: `It is out to ${loan.lentTo} again.`,
      });
    });
  return (
    <Button small pending={pending} aria-label={`It is back: ${called}`} onClick={give}>
      It is back
    </Button>
  );
}
