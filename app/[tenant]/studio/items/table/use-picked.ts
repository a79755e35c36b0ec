"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ALL, isPicked, NONE, type Picked, pick } from "./picked";
import type { Rows } from "./use-rows";

/** What is picked, and how it is changed by row numbers. */
export interface Picking {
  readonly picked: Picked;
  /** Picks a row or lets go of it; `extend` does so for every row from the last one on. */
  toggle(index: number, extend: boolean): void;
  /** Picks all rows from one number to another. */
  range(from: number, to: number): void;
  all(): void;
  none(): void;
}

/** Keeps what is picked while the same items are meant. @param query which items those are */
export function usePicked(rows: Rows, query: string): Picking {
  const [picked, setPicked] = useState<Picked>(NONE);
  const anchor = useRef(0);
  const latest = useRef(rows);
  latest.current = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items are meant, so nothing is picked any more.
  useEffect(() => setPicked(NONE), [query]);

  const put = useCallback(async (from: number, to: number, on: boolean) => {
    const [first, last] = from < to ? [from, to] : [to, from];
    await latest.current.need(first, last);
    const ids: string[] = [];
    for (let index = first; index <= last; index++) ids.push(latest.current.at(index)?.id ?? "");
    setPicked((now) => pick(now, ids.filter(Boolean), on));
  }, []);
  const toggle = useCallback(
    (index: number, extend: boolean) => {
      if (extend) return void put(anchor.current, index, true);
      anchor.current = index;
      const id = latest.current.at(index)?.id;
      if (id) setPicked((now) => pick(now, [id], !isPicked(now, id)));
    },
    [put],
  );
  const range = useCallback((from: number, to: number) => void put(from, to, true), [put]);
  const all = useCallback(() => setPicked(ALL), []);
  const none = useCallback(() => setPicked(NONE), []);
  return { picked, toggle, range, all, none };
}
