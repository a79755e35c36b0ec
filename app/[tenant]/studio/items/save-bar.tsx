"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

/** Where saving is seen: what state the text is in, and the buttons. It stays at the lower edge. */
export function SaveBar(props: {
  readonly dirty: boolean;
  readonly pending: boolean;
  readonly saved: boolean;
  readonly save: string;
  readonly children?: ReactNode;
}) {
  const ready = useSyncExternalStore(subscribeToNothing, inBrowser, onServer);
  return (
    <div className="save-bar">
      <p className="save-state" role="status" data-dirty={props.dirty || undefined}>
        {props.pending ? "Saving…" : props.dirty ? "Unsaved changes" : props.saved ? "Saved" : ""}
      </p>
      <div className="ui-row">
        {props.children}
        {/* Before the page has come alive, Enter would submit the form past its script and lose the text. */}
        <Button type={ready ? "submit" : "button"} look="primary" pending={props.pending}>
          {props.save}
        </Button>
      </div>
    </div>
  );
}

const subscribeToNothing = () => () => {};
const inBrowser = () => true;
const onServer = () => false;
