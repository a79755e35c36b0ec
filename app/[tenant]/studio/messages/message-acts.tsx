"use client";

import { useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { LONGEST_EVIDENCE } from "@/db/tenant/message";
import { block, deleteMessage, mailAgain, markRead, reportMessage, unblock } from "./actions";

/** Runs one act at a time and says what became of it. */
function useAct() {
  const [pending, start] = useTransition();
  const toast = useToast();
  const act = (work: () => Promise<Answer<unknown>>, told: string, done?: () => void) =>
    start(async () => {
      const answer = await attempt(work);
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      done?.();
      toast({ text: told });
    });
  return { pending, act };
}

interface Props {
  readonly id: string;
  readonly who: string;
  readonly mayOwn: boolean;
  readonly canMail: boolean;
  readonly canReport: boolean;
  readonly canBlock: boolean;
}

/** What can be done about a message. */
export function MessageActs(props: Props) {
  const { id, who, mayOwn, canMail, canReport, canBlock } = props;
  const { pending, act } = useAct();
  const [asking, setAsking] = useState<"report" | "block" | "delete" | null>(null);
  const close = () => setAsking(null);
  const from = <span className="visually-hidden"> of {who}</span>;
  return (
    <div className="ui-row msg-acts">
      {mayOwn && canMail && (
        <Button
          small
          pending={pending}
          onClick={() => act(() => mailAgain({ id }), "It is being mailed again.")}
        >
          Mail it again{from}
        </Button>
      )}
      {mayOwn && canReport && (
        <Button small look="quiet" onClick={() => setAsking("report")}>
          Report…{from}
        </Button>
      )}
      {mayOwn && canBlock && (
        <Button small look="quiet" onClick={() => setAsking("block")}>
          Block the sender…{from}
        </Button>
      )}
      <Button small look="quiet" onClick={() => setAsking("delete")}>
        Delete…{from}
      </Button>
      <ReportDialog id={id} open={asking === "report"} onClose={close} />
      <ConfirmDialog
        open={asking === "block"}
        title={`Block ${who}?`}
        confirm="Block the sender"
        cancel="Not now"
        pending={pending}
        onClose={close}
        onConfirm={() => act(() => block({ id }), "You take no more from this sender.", close)}
      >
        <p>
          Your site takes no more messages from the address that wrote this. Whoever has it is not
          told. You can unblock it below.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "delete"}
        title={`Delete the message of ${who}?`}
        confirm="Delete it"
        pending={pending}
        onClose={close}
        onConfirm={() => act(() => deleteMessage({ id }), "The message is deleted.", close)}
      >
        <p>It is gone from here for good. Its mail stays where it was sent.</p>
      </ConfirmDialog>
    </div>
  );
}

/** What is wrong with a message, for the operators. What is typed stays while the page does. */
function ReportDialog(props: {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { id, open, onClose } = props;
  const [evidence, setEvidence] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();
  const send = () =>
    start(async () => {
      const answer = await attempt(() => reportMessage({ id, evidence }));
      setProblem(answer.ok ? undefined : (answer.fields.evidence ?? answer.message));
      if (!answer.ok) return;
      onClose();
      toast({ text: "Reported. What becomes of it stands here and in your log." });
    });
  return (
    <ConfirmDialog
      open={open}
      title="Report this message?"
      look="primary"
      confirm="Report it to Swingtag"
      cancel="Not now"
      pending={pending}
      onClose={onClose}
      onConfirm={send}
    >
      <p>
        The people who run Swingtag read this one message, the name of your site and what you write
        here; nothing else of the site, and not the sender’s address.
      </p>
      <TextArea
        label="What is wrong with it"
        value={evidence}
        error={problem}
        longest={LONGEST_EVIDENCE}
        rows={4}
        onChange={(event) => setEvidence(event.target.value)}
      />
    </ConfirmDialog>
  );
}

/** Notes that everything up to the newest was read. */
export function MarkRead({ upTo, count }: { readonly upTo: string; readonly count: number }) {
  const { pending, act } = useAct();
  return (
    <Button
      pending={pending}
      onClick={() => act(() => markRead({ id: upTo }), "All are marked as read.")}
    >
      Mark {count === 1 ? "1 new" : `${count.toLocaleString("en")} new`} as read
    </Button>
  );
}

/** Takes messages from somebody again. */
export function Unblock({ id, name }: { readonly id: string; readonly name: string }) {
  const { pending, act } = useAct();
  return (
    <Button
      small
      pending={pending}
      onClick={() => act(() => unblock({ id }), "You take messages from this sender again.")}
    >
      Unblock<span className="visually-hidden"> {name}</span>
    </Button>
  );
}
