"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { PinIcon } from "./pin-icon";

interface Pins {
  readonly pinned: ReadonlySet<string>;
  readonly toggle: (field: string) => void;
}

const PinContext = createContext<Pins | null>(null);

const STORAGE_KEY = "swingtag pins";

/** Lets fields be pinned, so that the next item begins with their values. This browser remembers which. */
export function Pinning({ pins, children }: { readonly pins: Pins; readonly children: ReactNode }) {
  return <PinContext value={pins}>{children}</PinContext>;
}

/** Which fields are pinned. @param first those that are before anybody has chosen */
export function usePins(first: readonly string[]): Pins {
  const [pinned, setPinned] = useState<ReadonlySet<string>>(() => new Set(first));
  useEffect(() => {
    const kept = readPins();
    if (kept) setPinned(new Set(kept));
  }, []);
  const toggle = useCallback((field: string) => {
    setPinned((now) => {
      const next = new Set(now);
      if (!next.delete(field)) next.add(field);
      writePins([...next]);
      return next;
    });
  }, []);
  return { pinned, toggle };
}

/** The pin at a field's label; nothing where no next item follows. */
export function Pin({ field, label }: { readonly field: string; readonly label: string }) {
  const pins = useContext(PinContext);
  if (!pins) return null;
  const on = pins.pinned.has(field);
  return (
    <button
      type="button"
      className="pin"
      aria-pressed={on}
      aria-label={`Keep ${label} for the next`}
      title={on ? "Kept for the next item" : "Keep it for the next item"}
      onClick={() => pins.toggle(field)}
    >
      <PinIcon />
    </button>
  );
}

function readPins(): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
    return Array.isArray(kept) ? kept.map(String) : null;
  } catch {
    return null;
  }
}

function writePins(pins: readonly string[]): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(pins));
  } catch {
    // Without storage the pins hold until the page is left.
  }
}
