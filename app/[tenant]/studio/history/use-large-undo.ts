"use client";

import { useCallback, useEffect, useState } from "react";
import type { UndoSeen } from "@/server/history/large-undo";
import type { Undoable } from "./undoing";

/** An undo that a worker does, as the browser knows it. */
export interface LargeUndo {
  readonly operation: string;
  readonly what: Undoable;
  /** Whether it takes back an undo. */
  readonly isAgain: boolean;
}

/** How it ended, or null where nobody knows of it any more. */
export type LargeUndoEnd = Exclude<UndoSeen, { readonly state: "going" }> | null;

/** How often is asked how far it is, in milliseconds. */
const ASK = 700;
/** Where this tab keeps what it follows, so that it goes on after a reload. */
const KEPT = "large-undo";

/** Follows an undo that a worker does, also after a reload. @param onEnd once it has ended */
export function useLargeUndo(onEnd: (undo: LargeUndo, end: LargeUndoEnd) => void) {
  const [undo, setUndo] = useState<LargeUndo | null>(null);
  const [share, setShare] = useState(0);
  useEffect(() => setUndo(kept()), []);
  const follow = useCallback((next: LargeUndo) => {
    sessionStorage.setItem(KEPT, JSON.stringify(next));
    setShare(0);
    setUndo(next);
  }, []);
  useEffect(() => {
    if (!undo) return;
    let asking = false;
    const timer = setInterval(async () => {
      if (asking) return;
      asking = true;
      const seen = await ask(undo.operation);
      asking = false;
      if (seen === undefined) return;
      if (seen?.state === "going")
        return setShare(seen.total > 0 ? Math.floor((100 * seen.done) / seen.total) : 0);
      clearInterval(timer);
      sessionStorage.removeItem(KEPT);
      setUndo(null);
      onEnd(undo, seen);
    }, ASK);
    return () => clearInterval(timer);
  }, [undo, onEnd]);
  return { follow, going: undo !== null, share };
}

/** Undefined while it can't be told, because the network or the server is away. */
async function ask(operation: string): Promise<UndoSeen | null | undefined> {
  const answer = await fetch(`/studio/history/undos?id=${operation}`).catch(() => null);
  if (answer?.status === 404) return null;
  if (!answer?.ok) return undefined;
  const { undo }: { undo: UndoSeen | null } = await answer.json();
  return undo;
}

function kept(): LargeUndo | null {
  const text = sessionStorage.getItem(KEPT);
  return text ? JSON.parse(text) : null;
}
