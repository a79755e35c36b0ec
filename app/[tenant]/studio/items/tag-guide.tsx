"use client";

import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { answersOf, askedIn, codesOf, endingOf, readGuide, stepsOf } from "@/app/tag-guide-view";
import type { TagKind } from "@/base/tag-guide/generation";
import { UNSURE } from "@/base/tag-guide/questions";
import { Answers } from "@/components/guide/answers";
import { Ending } from "@/components/guide/ending";
import { Button } from "@/components/ui/button";
import "@/components/guide/drawing.css";
import "@/components/guide/guide.css";
import "@/components/guide/ending.css";
import "./tag-guide.css";

export interface TagGuideProps {
  readonly tag: TagKind;
  /** The item's product line. */
  readonly line: string;
  /** What the field says now. */
  readonly now: string;
  readonly onUse: (code: string) => void;
  readonly onClose: () => void;
}

/** The line whose tags the questions are about. */
const LINE = "Beanie Babies";

/** The questions about a tag beside the form, which stays as it is: the same ones that visitors are asked. */
export function TagGuide({ tag, line, now, onUse, onClose }: TagGuideProps) {
  const [given, setGiven] = useState<readonly (readonly [string, string])[]>([["tag", tag]]);
  const guide = readGuide(Object.fromEntries(given));
  const asked = askedIn(guide);
  const ending = endingOf(guide);
  const steps = stepsOf(guide).slice(1);
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const dialog = useModal(heading, given.length);
  // Closed by itself the dialog gives the focus back to what opened it.
  const use = (code: string) => {
    onUse(code);
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      className="ui-dialog tag-guide guide-page"
      aria-labelledby={title}
      onClose={onClose}
    >
      <div className="guide">
        <h2 className="ui-dialog-title" id={title} ref={heading} tabIndex={-1}>
          {ending?.title ?? asked?.title}
        </h2>
        {asked && <p className="st-sub">{asked.hint}</p>}
        {line !== "" && line !== LINE && (
          <p className="st-sub">
            These questions are about {LINE}; this one is of the line {line}, whose tags are counted
            on their own.
          </p>
        )}
        {asked && (
          <Answers
            asked={asked}
            pressed={(answer, face) => (
              <button
                type="button"
                onClick={() =>
                  setGiven([...answersOf(guide), [asked.part, answer?.value ?? UNSURE]])
                }
              >
                {face}
              </button>
            )}
          />
        )}
        {ending && <Ending ending={ending} />}
        {ending && (
          <div className="ui-row tag-guide-use">
            {codesOf(guide).map((code, at) => (
              <Button key={code} look={at === 0 ? "primary" : "plain"} onClick={() => use(code)}>
                Use “{code}”
              </Button>
            ))}
            {now && <span className="st-sub">The field says “{now}” now.</span>}
          </div>
        )}
        <div className="ui-row tag-guide-ways">
          <Button
            look="quiet"
            disabled={steps.length === 0}
            onClick={() => setGiven(answersOf(guide).slice(0, -1))}
          >
            Back
          </Button>
          <Button look="quiet" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </div>
      </div>
    </dialog>
  );
}

/** Opens the dialog as soon as it is there, and reads out each new question. */
function useModal(heading: RefObject<HTMLHeadingElement | null>, step: number) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step is a new question
  useEffect(() => {
    dialog.current?.scrollTo({ top: 0 });
    heading.current?.focus();
  }, [heading, step]);
  return dialog;
}
