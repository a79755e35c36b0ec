"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { packSite } from "./actions";

/** How far an export is, as the page knows it. */
export interface Packing {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** How often the page asks how far it is, in milliseconds. */
const ASK = 1000;

/** Orders a packing of the site and shows its progress, also after a reload. */
export function Packing({ now, again }: { readonly now: Packing | null; readonly again: boolean }) {
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const isPacking = now !== null;
  useEffect(() => {
    if (!isPacking) return;
    const asking = setInterval(() => router.refresh(), ASK);
    return () => clearInterval(asking);
  }, [isPacking, router]);
  const pack = () =>
    start(async () => {
      const answer = await attempt(() => packSite({}));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  if (!now)
    return (
      <Button look="primary" pending={pending} onClick={pack}>
        {again ? "Pack it again" : "Pack my site"}
      </Button>
    );
  return <Progress {...now} />;
}

function Progress({ step, done, total }: Packing) {
  const share = total > 0 ? Math.floor((100 * done) / total) : null;
  return (
    <div className="export-progress" role="status">
      <p>
        {step || "Waiting for its turn"}
        {share !== null && <span className="st-num st-sub"> {share} %</span>}
      </p>
      <progress
        className="ui-progress"
        aria-label="How much is packed"
        value={share ?? undefined}
        max={100}
      />
      <p className="st-sub">You may leave this page. The zip will be here when it is done.</p>
    </div>
  );
}
