"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { WINDOW } from "@/db/tenant/queries/table/window-size";
import type { ShownRow } from "./shown-rows";

/** Rows by their number, as far as they were fetched. */
export interface Rows {
  readonly total: number;
  at(index: number): ShownRow | undefined;
  /** Fetches what is missing between two numbers. Resolves when all of it is there. */
  need(from: number, to: number): Promise<void>;
  /** Puts a changed row in the place of the one with its id. */
  put(row: ShownRow): void;
  /** What went wrong at the last window, or null. */
  readonly problem: string | null;
}

/** The rows that the server sent with the page. */
export interface FirstRows {
  readonly rows: readonly ShownRow[];
  readonly total: number;
}

/** How long a window that failed is not asked for again, in milliseconds. */
const REST = 3000;

/**
 * The rows of a table, window by window as they come into sight. A window whose neighbour above is there continues after
 * its last row, so that the server passes over none.
 * @param query the address's query, which says which rows
 */
export function useRows(first: FirstRows, query: string): Rows {
  const last = useRef<Store>(undefined);
  const store = useMemo(() => new Store(first, query, last.current), [first, query]);
  last.current = store;
  const [, show] = useState(0);
  useEffect(() => {
    const redraw = () => show((count) => count + 1);
    store.watch = redraw;
    return () => store.close();
  }, [store]);
  const need = useCallback((from: number, to: number) => store.need(from, to), [store]);
  const at = useCallback((index: number) => store.rows.get(index), [store]);
  const put = useCallback((row: ShownRow) => store.put(row), [store]);
  return { total: first.total, at, need, put, problem: store.problem };
}

class Store {
  readonly rows = new Map<number, ShownRow>();
  problem: string | null = null;
  watch: () => void = () => {};
  readonly #loading = new Map<number, Promise<void>>();
  /** The windows that are as the server has them; the others show what was known before. */
  readonly #fresh = new Set<number>([0]);
  readonly #query: string;
  readonly #total: number;
  #ended = new AbortController();

  constructor(first: FirstRows, query: string, before?: Store) {
    this.#query = query;
    this.#total = first.total;
    if (before && before.#query === query)
      for (const [index, row] of before.rows) if (index < first.total) this.rows.set(index, row);
    for (const [index, row] of first.rows.entries()) this.rows.set(index, row);
  }

  async need(from: number, to: number): Promise<void> {
    const last = Math.min(to, this.#total - 1);
    for (let block = blockOf(from); block <= blockOf(last); block++)
      if (!this.#fresh.has(block)) await this.#load(block);
  }

  put(row: ShownRow): void {
    for (const [index, known] of this.rows) if (known.id === row.id) this.rows.set(index, row);
    this.watch();
  }

  /** Ends what is under way. React may open the same store again, so a later need begins anew. */
  close(): void {
    this.#ended.abort();
    this.#ended = new AbortController();
    this.#loading.clear();
    this.watch = () => {};
  }

  #load(block: number): Promise<void> {
    const known = this.#loading.get(block);
    if (known) return known;
    const { signal } = this.#ended;
    const loading = this.#fetch(block, signal)
      .then((rows) => {
        for (const [index, row] of rows.entries()) this.rows.set(block * WINDOW + index, row);
        this.#fresh.add(block);
        this.problem = null;
        this.#loading.delete(block);
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        this.problem = error instanceof Error ? error.message : LOST;
        setTimeout(() => this.#loading.delete(block), REST);
      })
      .finally(() => {
        if (!signal.aborted) this.watch();
      });
    this.#loading.set(block, loading);
    return loading;
  }

  async #fetch(block: number, signal: AbortSignal): Promise<ShownRow[]> {
    const before = this.#fresh.has(block - 1) ? this.rows.get(block * WINDOW - 1) : undefined;
    const from = before
      ? `after=${encodeURIComponent(JSON.stringify(before.place))}`
      : `at=${block * WINDOW}`;
    const address = `/studio/items/rows${this.#query ? `${this.#query}&` : "?"}${from}`;
    const response = await fetch(address, { signal }).catch(() => null);
    if (!response?.ok) {
      const told: { message?: string } = (await response?.json().catch(() => null)) ?? {};
      throw new Error(told.message ?? LOST);
    }
    const { rows }: { rows: ShownRow[] } = await response.json();
    return rows;
  }
}

const LOST = "Some rows could not be fetched. They are asked for again in a moment.";

function blockOf(index: number): number {
  return Math.floor(Math.max(0, index) / WINDOW);
}
