"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { forgetColumns } from "./actions";

/** What the site keeps of columns, each to be forgotten. */
export function KeptColumns({
  kept,
}: {
  readonly kept: readonly {
    readonly id: string;
    readonly name: string;
    readonly columns: string;
  }[];
}) {
  return (
    <ul className="im-sheets">
      {kept.map((one) => (
        <li key={one.id} className="im-sheet">
          <span className="im-sheet-name">
            <bdi>{one.name}</bdi>
          </span>
          <span className="st-sub">{one.columns}</span>
          <Forget {...one} />
        </li>
      ))}
    </ul>
  );
}

function Forget({ id, name }: { readonly id: string; readonly name: string }) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const forget = () =>
    start(async () => {
      const answer = await attempt(() => forgetColumns({ id }));
      toast(
        answer.ok
          ? { text: `“${name}” is forgotten. What was imported stays.` }
          : { text: answer.message, tone: "problem" },
      );
    });
  return (
    <Button small look="quiet" pending={pending} onClick={forget}>
      Forget<span className="visually-hidden"> {name}</span>
    </Button>
  );
}
