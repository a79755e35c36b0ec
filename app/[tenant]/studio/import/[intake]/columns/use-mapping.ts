"use client";

import { useCallback, useEffect, useState } from "react";
import { readUnsaved, writeUnsaved } from "@/components/studio/unsaved-draft";
import type { Offer } from "@/server/sheet/adopt";
import { type MappedColumn, type Mapping, MappingSchema } from "@/server/sheet/mapping";
import { mappedColumn, type Sureness } from "@/server/sheet/match";

/** What this tab keeps of a mapping until it is sent. */
interface Kept {
  readonly mapping: unknown;
  readonly chosen: readonly number[];
  readonly left: readonly string[];
  /** Which of what was offered it began with. */
  readonly taken?: number;
}

/** Nobody asks of a sheet of which nothing was suggested. */
const NO_OFFER: Offer = {
  from: null,
  suggested: { mapping: { columns: [], places: "make", tidy: true }, sure: [], preset: null },
};

/**
 * What was said of the columns so far. This tab keeps it, so that a reload loses nothing.
 * @param offers what may be said of them, the best first
 * @param before what was said of this sheet before
 */
export function useMapping(key: string, offers: readonly Offer[], before: Mapping | null) {
  const [taken, setTaken] = useState(0);
  const offer = offers[taken] ?? offers[0] ?? NO_OFFER;
  const { suggested } = offers[0] ?? NO_OFFER;
  const [mapping, setMapping] = useState<Mapping>(before ?? suggested.mapping);
  const [chosen, setChosen] = useState<readonly number[]>(
    before ? before.columns.map((_, at) => at) : [],
  );
  /** Questions that are to be asked at each row, as `column about`. */
  const [left, setLeft] = useState<readonly string[]>([]);
  const [isTouched, setTouched] = useState(false);

  useEffect(() => {
    const kept = readUnsaved<Kept>(key);
    const read = MappingSchema.safeParse(kept?.mapping);
    if (!kept || !read.success || !isOfSame(read.data, suggested.mapping)) return;
    setMapping(read.data);
    setChosen(kept.chosen);
    setLeft(kept.left);
    setTaken(kept.taken ?? 0);
  }, [key, suggested.mapping]);
  useEffect(() => {
    if (isTouched) writeUnsaved(key, { mapping, chosen, left, taken } satisfies Kept);
  }, [key, isTouched, mapping, chosen, left, taken]);

  const changeColumn = useCallback((at: number, part: Partial<MappedColumn>) => {
    setTouched(true);
    setMapping((now) => ({
      ...now,
      columns: now.columns.map((column, place) => (place === at ? changed(column, part) : column)),
    }));
    if (part.target) setChosen((now) => [...new Set([...now, at])]);
  }, []);
  const change = useCallback((part: Partial<Mapping>) => {
    setTouched(true);
    setMapping((now) => ({ ...now, ...part }));
  }, []);
  /** Begins anew with another of what is offered. */
  const take = (at: number) => {
    setTouched(true);
    setTaken(at);
    setMapping((offers[at] ?? NO_OFFER).suggested.mapping);
    setChosen([]);
    setLeft([]);
  };
  const leave = useCallback((question: string, isLeft: boolean) => {
    setTouched(true);
    setLeft((now) => [...now.filter((one) => one !== question), ...(isLeft ? [question] : [])]);
  }, []);
  const sureOf = (at: number): Sureness | null =>
    chosen.includes(at) ? null : (offer.suggested.sure[at] ?? null);
  const forget = useCallback(() => writeUnsaved(key, null), [key]);
  return { mapping, changeColumn, change, left, leave, sureOf, forget, offer, taken, take };
}

/** Another target of another field knows other words; what was answered of dates and amounts stays for a change of mind. */
function changed(column: MappedColumn, part: Partial<MappedColumn>): MappedColumn {
  const isOther =
    part.target?.to === "field" &&
    !(column.target.to === "field" && column.target.field === part.target.field);
  const words = isOther && part.target ? { words: mappedColumn(column, part.target).words } : {};
  return { ...column, ...part, ...words };
}

function isOfSame(one: Mapping, other: Mapping): boolean {
  const names = ({ columns }: Mapping) => JSON.stringify(columns.map(({ name }) => name));
  return names(one) === names(other);
}
