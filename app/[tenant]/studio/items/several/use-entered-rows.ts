"use client";

import { useEffect, useRef, useState } from "react";
import { readUnsaved, writeUnsaved } from "@/components/studio/unsaved-draft";
import { useLastCurrency } from "../../currency";
import { isEmpty, type Shared } from "./cells";
import type { GridRow } from "./grid";
import { AT_FIRST, emptyRows, leftRows } from "./left-rows";

const STORAGE_KEY = "swingtag several items";

interface Kept {
  readonly rows: readonly GridRow[];
  readonly shared: Shared;
}

/** The rows as typed; this tab keeps them until they are saved. */
export function useEnteredRows() {
  const currency = useLastCurrency();
  const [rows, setRows] = useState<readonly GridRow[]>(() => emptyRows(AT_FIRST));
  const [shared, setShared] = useState<Shared>({ visibility: "public", currency });
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const kept = readUnsaved<Kept>(STORAGE_KEY);
    if (kept) {
      setRows(kept.rows);
      setShared(kept.shared);
    }
    setReady(true);
  }, []);
  useEffect(() => {
    const typed = rows.some(({ cells }) => !isEmpty(cells));
    if (ready) writeUnsaved(STORAGE_KEY, typed ? { rows, shared } : null);
  }, [rows, shared, ready]);
  const latest = useRef(rows);
  latest.current = rows;
  /** Takes out what was saved. @returns whether something was typed since */
  const clear = (saved: readonly GridRow[]) => {
    const left = leftRows(latest.current, saved);
    setRows(left);
    return left.some(({ cells }) => !isEmpty(cells));
  };
  return { rows, setRows, shared, setShared, clear };
}
