"use client";

import { useState, useTransition } from "react";
import type { SetPiece } from "@/components/site/set-page";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { wantPiece } from "./actions";

interface StudioPieceProps {
  readonly set: string;
  readonly asked: {
    readonly entry: string;
    readonly swingTag: string;
    readonly item: string | null;
  };
  readonly shown: SetPiece;
  readonly itemHref: string | null;
  readonly edits: boolean;
}

/** A piece of a set; what is missing becomes a want with one press. */
export function StudioPiece({ set, asked, shown, itemHref, edits }: StudioPieceProps) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();
  const { name, variant, styleNumber, state, picture } = shown;
  const canBeAsked = asked.entry !== "" || asked.item !== null;
  const want = () => {
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => wantPiece({ id: set, ...asked }));
      setProblem(answer.ok ? undefined : answer.message);
      const isNew = asked.item === null && itemHref === null;
      if (answer.ok)
        toast({ text: `You look for ${name} now.${isNew ? " Everyone sees its item." : ""}` });
    });
  };
  return (
    <li className="piece" data-state={state}>
      <img src={picture.src} width={96} height={96} alt="" loading="lazy" />
      <div className="piece-text">
        <p className="piece-name">
          {itemHref ? (
            <Link className="st-link" href={itemHref}>
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}
        </p>
        <p className="st-sub">{[variant, styleNumber].filter(Boolean).join(" · ")}</p>
        {state === "wanted" && <p className="st-sub">Wanted</p>}
        {state === "missing" && edits && canBeAsked && (
          <Button type="button" pending={pending} aria-label={`Want ${name}`} onClick={want}>
            Want it
          </Button>
        )}
        {problem && <p className="ui-error">{problem}</p>}
      </div>
    </li>
  );
}
