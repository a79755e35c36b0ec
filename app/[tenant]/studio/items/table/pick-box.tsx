"use client";

import { useReady } from "@/components/studio/ready";

/** A box that picks rows, from when a click on it is heard. */
export function PickBox(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly tabIndex?: number;
  /** @param extend whether all between the last one and this are meant */
  readonly onPick: (extend: boolean) => void;
}) {
  const ready = useReady();
  return (
    <input
      type="checkbox"
      aria-label={props.label}
      tabIndex={props.tabIndex}
      disabled={!ready}
      checked={props.checked}
      onChange={nothing}
      onClick={(event) => props.onPick(event.shiftKey)}
    />
  );
}

function nothing(): void {}
