"use client";

import { useCallback, useEffect, useState } from "react";
import type { PlacedCopy } from "@/db/tenant/queries/placed";

/** How many labels are asked for at once: their ids stand in an address. */
const AT_ONCE = 100;

/**
 * The copies of labels, asked for once each; a label of nothing here gives none. What was not answered is asked again with
 * the next scan, and when the connection is back.
 */
export function useScanned(ids: readonly string[]) {
  const [known, setKnown] = useState<ReadonlyMap<string, PlacedCopy | null>>(new Map());
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  const asked = ids.filter((id) => !known.has(id)).slice(0, AT_ONCE);
  const key = asked.join("&id=");
  const again = useCallback(() => {
    setProblem(undefined);
    setTries((now) => now + 1);
  }, []);
  useEffect(() => {
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what is asked, `tries` how often.
  useEffect(() => {
    if (!key) return;
    const ended = new AbortController();
    copiesOf(key, ended.signal)
      .then((copies) => {
        const byId = new Map(copies.map((copy) => [copy.id, copy]));
        setKnown(
          (now) => new Map([...now, ...asked.map((id) => [id, byId.get(id) ?? null] as const)]),
        );
        const isUnknown = asked.some((id) => !byId.has(id));
        setProblem(isUnknown ? "That label is of no copy that is here." : undefined);
      })
      .catch((error: unknown) => {
        if (!ended.signal.aborted)
          setProblem(error instanceof Unanswered ? error.message : NO_ANSWER);
      });
    return () => ended.abort();
  }, [key, tries]);
  return { known: [...known.values()].filter((copy) => copy !== null), problem, again };
}

const NO_ANSWER =
  "The site did not answer. What you scanned is kept; scan on, and it is asked again.";

/** An answer that says why there is none. */
class Unanswered extends Error {}

async function copiesOf(key: string, signal: AbortSignal): Promise<PlacedCopy[]> {
  const answer = await fetch(`/studio/places/scanned?id=${key}`, { signal });
  if (answer.status === 404)
    throw new Unanswered(
      "You are signed out. Sign in again in another tab, and scan on; what you scanned is kept.",
    );
  if (answer.status === 429)
    throw new Unanswered("That was very much at once. Wait a minute, and scan on.");
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
  const { copies }: { copies: PlacedCopy[] } = await answer.json();
  return copies;
}
