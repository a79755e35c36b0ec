"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { reopenSheet } from "../actions";
import { DropSheet } from "./drop-sheet";

/** How far a sheet is, as the page knows it. */
export interface SheetProgress {
  readonly state: string;
  readonly passed: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** Since when the present state lasts. */
  readonly seconds: number;
}

/** How often is asked how far it is, in milliseconds. */
const ASK = 700;

/** Shows how far the reading or writing of a sheet is, also after a reload, and shows the page anew when it ends. */
export function Waiting({ id, now }: { readonly id: string; readonly now: SheetProgress }) {
  const router = useRouter();
  const [progress, setProgress] = useState(now);
  useEffect(() => {
    const asking = setInterval(async () => {
      const answer = await fetch(`/studio/import/${id}/progress`).catch(() => null);
      // Whoever is signed out meanwhile, or has another role, is told by the page.
      if (answer && answer.status >= 400 && answer.status < 500) {
        clearInterval(asking);
        return router.refresh();
      }
      if (!answer?.ok) return;
      const { progress: next }: { progress: SheetProgress | null } = await answer.json();
      if (next && next.state === now.state) return setProgress(next);
      clearInterval(asking);
      router.refresh();
    }, ASK);
    return () => clearInterval(asking);
  }, [id, now.state, router]);
  const { passed, total, state } = progress;
  const isWriting = state === "writing";
  const share = isWriting && total > 0 ? Math.floor((100 * passed) / total) : null;
  return (
    <div className="st-block im-progress">
      <p role="status">
        {isWriting ? "Writing the rows" : "Reading the sheet"}
        <span className="st-num st-sub">
          {share !== null && ` ${share} %`}
          {passed > 0 && ` · ${passed.toLocaleString("en")} rows`}
          {isWriting && leftInWords(progress)}
        </span>
      </p>
      <progress
        className="ui-progress"
        aria-label={isWriting ? "How much is written" : "How much is read"}
        value={share ?? undefined}
        max={100}
      />
      <p className="st-sub">You may leave this page. It goes on without you.</p>
      {!isWriting && (
        <div className="ui-row">
          <StopReading id={id} />
          <DropSheet id={id} />
        </div>
      )}
    </div>
  );
}

/** Ends the reading of a sheet, whose columns can be said otherwise then. */
function StopReading({ id }: { readonly id: string }) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const stop = () =>
    start(async () => {
      const answer = await attempt(() => reopenSheet({ id }));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  return (
    <Button pending={pending} onClick={stop}>
      Stop reading
    </Button>
  );
}

/** How much longer it takes, once that can be told. */
function leftInWords({ passed, total, seconds }: SheetProgress): string {
  if (passed === 0 || seconds < 2 || passed >= total) return "";
  const left = Math.ceil(((total - passed) * seconds) / passed);
  return left < 60 ? ` · about ${left} s left` : ` · about ${Math.ceil(left / 60)} min left`;
}
