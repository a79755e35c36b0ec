"use client";

import { useEffect, useState } from "react";
import type { Entry } from "@/db/tenant/entry";

/** How long after the last key the catalogue is asked, in milliseconds. */
const PAUSE = 120;

/** With how many letters or digits an entry is looked for. */
const FEWEST = 2;

/** The entries that fit what is typed; undefined while that is too short, or null, or not known yet. */
export function useMatches(typed: string | null): readonly Entry[] | undefined {
  const asked = askedFor(typed ?? "");
  const query = asked.length >= FEWEST ? `typed=${encodeURIComponent(asked)}` : null;
  return useAnswer(query, PAUSE);
}

/** How much of a text is looked up: more than any name, and less than an address holds. */
const LONGEST = 200;

/** What of a text is asked: no address holds control characters, or all of what somebody has pasted. */
export function askedFor(typed: string): string {
  return [...typed.replace(/\p{C}+/gu, " ").trim()].slice(0, LONGEST).join("");
}

/** The entry of a key as the catalogue has it now; null where it has none, undefined until that is known. */
export function useEntry(key: string | undefined): Entry | null | undefined {
  const found = useAnswer(key === undefined ? null : `key=${encodeURIComponent(key)}`, 0);
  return found && (found[0] ?? null);
}

function useAnswer(query: string | null, pause: number): readonly Entry[] | undefined {
  const [answer, setAnswer] = useState<{ to: string; entries: readonly Entry[] }>();
  useEffect(() => {
    if (query === null) return;
    const ending = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/studio/items/entries?${query}`, { signal: ending.signal });
        if (!response.ok) return;
        const { entries } = (await response.json()) as { entries: readonly Entry[] };
        setAnswer({ to: query, entries });
      } catch {
        // The form is as good without it: what the catalogue knows is an offer.
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [query, pause]);
  return answer && answer.to === query ? answer.entries : undefined;
}
