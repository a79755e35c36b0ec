"use client";

import type { ReactNode } from "react";
import { focusFirstWrong } from "@/components/studio/first-wrong";
import { useReady } from "@/components/studio/ready";
import { Button } from "@/components/ui/button";
import { REFUSED } from "./form-notices";
import type { ItemFormState } from "./use-item-form";
import type { Refused } from "./use-save";
import "./items.css";

/** Shows whether the text is saved, or why it is not, and the buttons. Stays at the lower edge of the window. */
export function SaveBar(props: {
  readonly dirty: boolean;
  readonly pending: boolean;
  readonly saved: boolean;
  readonly save: string;
  /** Why the last save was refused, and the way to what is wrong. */
  readonly refusal?: { readonly text: string; readonly onGo: () => void } | null;
  readonly children?: ReactNode;
}) {
  const refusal = props.pending ? null : props.refusal;
  const ready = useReady();
  return (
    <div className="save-bar">
      <p
        className="save-state"
        role="status"
        data-dirty={props.dirty || undefined}
        data-refused={Boolean(refusal) || undefined}
      >
        {props.pending
          ? "Saving…"
          : (refusal?.text ?? (props.dirty ? "Unsaved changes" : props.saved ? "Saved" : ""))}
      </p>
      <div className="ui-row">
        {refusal && (
          <Button look="quiet" onClick={refusal.onGo}>
            Show it
          </Button>
        )}
        {props.children}
        {/* Until React has hydrated the page, Enter would submit the form without its script and lose the text. */}
        <Button type={ready ? "submit" : "button"} look="primary" pending={props.pending}>
          {props.save}
        </Button>
      </div>
    </div>
  );
}

/** What the bar of an item's form says of a refused save: how many fields are wrong, else that the reason stands above. */
export function refusalOf(state: ItemFormState, refused: Refused | null) {
  const wrong = Object.keys(state.problems).length;
  if (wrong > 0) {
    const text =
      wrong === 1 ? "Not saved: a field is wrong." : `Not saved: ${wrong} fields are wrong.`;
    return { text, onGo: () => focusFirstWrong(state.form.current) };
  }
  const onGo = () => document.getElementById(REFUSED)?.focus();
  return refused && { text: "Not saved. The reason stands above.", onGo };
}
