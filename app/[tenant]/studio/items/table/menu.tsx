"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classOf } from "@/components/ui/button";

/** A button that opens a panel below itself. Escape, a click elsewhere and the focus leaving close it. */
export function Menu(props: {
  readonly label: ReactNode;
  readonly title: string;
  readonly children: (close: () => void) => ReactNode;
  readonly active?: boolean;
  readonly end?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from wherever in it the focus is.
    <div
      ref={root}
      className="tb-menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        className={classOf("plain", true)}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-active={props.active || undefined}
        onClick={() => setOpen(!open)}
      >
        {props.label}
      </button>
      {open && (
        <section
          id={id}
          className="tb-panel"
          data-end={props.end || undefined}
          aria-label={props.title}
        >
          {props.children(close)}
        </section>
      )}
    </div>
  );
}
