"use client";

import type { ReactNode } from "react";
import { useReady } from "@/components/studio/ready";
import { Button } from "@/components/ui/button";

/** Shows whether the text is saved, and the buttons. Stays at the lower edge of the window. */
export function SaveBar(props: {
  readonly dirty: boolean;
  readonly pending: boolean;
  readonly saved: boolean;
  readonly save: string;
  readonly children?: ReactNode;
}) {
  const ready = useReady();
  return (
    <div className="save-bar">
      <p className="save-state" role="status" data-dirty={props.dirty || undefined}>
        {props.pending ? "Saving…" : props.dirty ? "Unsaved changes" : props.saved ? "Saved" : ""}
      </p>
      <div className="ui-row">
        {props.children}
        {/* Until React has hydrated the page, Enter would submit the form without its script and lose the text. */}
        <Button type={ready ? "submit" : "button"} look="primary" pending={props.pending}>
          {props.save}
        </Button>
      </div>
    </div>
  );
}
