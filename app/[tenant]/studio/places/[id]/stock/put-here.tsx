"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { MOST_PLACED } from "@/db/tenant/place-tree";
import type { PlacedCopy } from "@/db/tenant/queries/placed";
import { moveCopies } from "../../actions";
import { copiesInWords } from "../../place-list";

/**
 * Puts what was scanned here into the place.
 * @param atOnce whether that is done without a press, as long as it goes well
 */
export function PutHere(props: {
  readonly place: { readonly id: string; readonly name: string };
  readonly copies: readonly PlacedCopy[];
  readonly atOnce: boolean;
  readonly onProblem: () => void;
}) {
  const { place, copies, atOnce } = props;
  const router = useRouter();
  const toast = useToast();
  const [pending, start] = useTransition();
  const put = () =>
    start(async () => {
      const ids = copies.slice(0, MOST_PLACED).map(({ id }) => id);
      const answer = await attempt(() => moveCopies({ ids, placeId: place.id }));
      if (!answer.ok) {
        props.onProblem();
        return toast({ text: answer.message, tone: "problem" });
      }
      toast({ text: `${copiesInWords(ids.length)} now in ${place.name}.` });
      router.refresh();
    });
  const putAtOnce = useEffectEvent(put);
  const key = copies.map(({ id }) => id).join(" ");
  // What was put once is on its way, though the page doesn't show it yet.
  const last = useRef("");
  useEffect(() => {
    if (!atOnce || pending || key === last.current) return;
    last.current = key;
    putAtOnce();
  }, [atOnce, key, pending]);
  return (
    <Button small look="primary" pending={pending} onClick={put}>
      {copies.length === 1 ? "Put it here" : `Put all ${copies.length} here`}
    </Button>
  );
}
