"use client";

import { useCallback, useEffect, useState } from "react";
import { newId } from "./new-id";
import { readUnsaved, writeUnsaved } from "./unsaved-draft";

/** What is kept in the tab: the text, and the id of what is to be added, so that nothing is added twice. */
interface Kept<Typed> {
  readonly id: string;
  readonly typed: Typed;
}

/**
 * What is typed into a form that is opened and closed on its page. This tab keeps it until it is saved or given up, so
 * that a reload loses nothing.
 * @param begin what the form holds before anybody types
 */
export function useKept<Typed extends object>(key: string, begin: () => Typed) {
  const [began] = useState(begin);
  const [kept] = useState(() => readUnsaved<Kept<Typed>>(key));
  const [id] = useState(() => kept?.id ?? newId());
  const [typed, setTyped] = useState(() =>
    kept ? { ...began, ...known(began, kept.typed) } : began,
  );
  const dirty = JSON.stringify(typed) !== JSON.stringify(began);
  useEffect(() => {
    writeUnsaved(key, dirty ? ({ id, typed } satisfies Kept<Typed>) : null);
  }, [key, dirty, id, typed]);
  const change = useCallback(
    (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part })),
    [],
  );
  const forget = useCallback(() => writeUnsaved(key, null), [key]);
  return { id, typed, change, dirty, wasKept: kept !== null, forget };
}

/** Whether a form is open; it opens by itself where this tab kept what was typed into it. */
export function useReopened(key: string): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (readUnsaved(key)) setOpen(true);
  }, [key]);
  return [open, setOpen];
}

/** What a former version of the form kept under other names is left out. */
function known<Typed extends object>(began: Typed, kept: Typed): Partial<Typed> {
  const entries = Object.entries(kept).filter(([name]) => name in began);
  return Object.fromEntries(entries) as Partial<Typed>;
}
