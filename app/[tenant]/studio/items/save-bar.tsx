"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Where saving is seen: what state the text is in, and the buttons. It stays at the lower edge. */
export function SaveBar(props: {
  readonly dirty: boolean;
  readonly pending: boolean;
  readonly saved: boolean;
  readonly save: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="save-bar">
      <p className="save-state" role="status" data-dirty={props.dirty || undefined}>
        {props.pending ? "Saving…" : props.dirty ? "Unsaved changes" : props.saved ? "Saved" : ""}
      </p>
      <div className="ui-row">
        {props.children}
        <Button type="submit" look="primary" pending={props.pending}>
          {props.save}
        </Button>
      </div>
    </div>
  );
}
