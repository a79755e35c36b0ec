"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Camera } from "@/components/studio/scan/camera";
import { TextField } from "@/components/ui/field";
import { idsIn, shortOf } from "./taken";

export const SCAN_HINT = "With the camera, with a scanner that types, or paste what one has read.";

/** A camera, and one line that takes what a scanner types, which ends with Enter. */
export function Scanner(props: {
  readonly onScan: (ids: readonly string[]) => void;
  readonly problem: string | undefined;
}) {
  const [text, setText] = useState("");
  const [unread, setUnread] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const scan = (read: string): boolean => {
    const ids = idsIn(read);
    setUnread(ids.length === 0 && read.trim() ? `“${shortOf(read)}” is no label.` : undefined);
    if (ids.length > 0) props.onScan(ids);
    return ids.length > 0;
  };
  const take = (event: FormEvent) => {
    event.preventDefault();
    if (scan(text)) setText("");
  };
  return (
    <>
      <form ref={form} onSubmit={take} noValidate>
        <TextField
          label="Scan a label"
          hint={SCAN_HINT}
          error={unread ?? props.problem}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      <Camera label="Scan with the camera" onCode={scan} />
    </>
  );
}
