"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button, type ButtonLook } from "./button";

/**
 * Asks before something is lost. The browser's own dialog: it holds the focus, closes on Escape and gives
 * the focus back.
 */
export function ConfirmDialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** What the button does, in its own words: "Remove anna@example.org". */
  readonly confirm: string;
  readonly cancel?: string;
  /** Of the button that confirms; `danger` where not said. */
  readonly look?: ButtonLook;
  readonly pending?: boolean;
  /** Whether there is nothing to confirm yet. */
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const element = dialog.current;
    if (props.open && !element?.open) element?.showModal();
    if (!props.open && element?.open) element.close();
  }, [props.open]);
  return (
    <dialog ref={dialog} className="ui-dialog" aria-labelledby={title} onClose={props.onClose}>
      <h2 className="ui-dialog-title" id={title}>
        {props.title}
      </h2>
      <div className="ui-dialog-text">{props.children}</div>
      <div className="ui-row ui-row-end">
        <Button look="quiet" onClick={props.onClose}>
          {props.cancel ?? "Keep it"}
        </Button>
        <Button
          look={props.look ?? "danger"}
          pending={props.pending}
          disabled={props.disabled}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </div>
    </dialog>
  );
}
