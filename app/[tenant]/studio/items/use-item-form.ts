"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { focusFirstWrong } from "@/components/studio/first-wrong";
import { useTypedEarly } from "@/components/studio/typed-early";
import { readUnsaved, writeUnsaved } from "@/components/studio/unsaved-draft";
import type { OwnField } from "@/db/tenant/own";
import { type ItemValues, problemsOf } from "@/server/items/item-values";
import { keptValues } from "./kept-values";
import { nextKeepingTyped } from "./unsent";

/** What is kept in the tab: the text, and the id under which a new item is to be added. */
interface Unsaved {
  readonly id: string;
  readonly values: ItemValues;
}

export interface ItemFormState {
  readonly values: ItemValues;
  readonly change: (part: Partial<ItemValues> | ((now: ItemValues) => Partial<ItemValues>)) => void;
  /** Starts the form with other values than it was opened with; what was typed by then stays. */
  readonly begin: (values: ItemValues) => void;
  readonly dirty: boolean;
  readonly problems: Readonly<Record<string, string>>;
  readonly form: RefObject<HTMLFormElement | null>;
  /** Unsaved text of an earlier visit, offered to be brought back. */
  readonly found: Unsaved | null;
  readonly bringBack: () => void;
  readonly dropFound: () => void;
  /** Checks the form; shows and focuses what is wrong. */
  readonly check: () => boolean;
  /** Shows what the server found wrong. */
  readonly showProblems: (fields: Readonly<Record<string, string>>) => void;
  /** Follows what was saved beside the form, such as that a copy was lent; what was typed stays typed. */
  readonly follow: (next: (values: ItemValues) => ItemValues) => void;
  /** Notes that what was sent is saved, and what of the form becomes of it. */
  readonly settle: (sent: ItemValues, next: (values: ItemValues) => ItemValues) => void;
}

/** The state of an item's form: what was typed, what is saved of it, what is wrong with it. */
export function useItemForm(
  storageKey: string,
  id: string,
  initial: ItemValues,
  own: readonly OwnField[],
): ItemFormState {
  const [values, setValues] = useState(initial);
  const [opened] = useState(() => ({ values: initial, text: JSON.stringify(initial) }));
  const [saved, setSaved] = useState(opened.text);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [found, setFound] = useState<Unsaved | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const dirty = JSON.stringify(values) !== saved;
  useTypedEarly(form);

  useEffect(() => {
    const unsaved = readUnsaved<Unsaved>(storageKey);
    if (unsaved && JSON.stringify(unsaved.values) !== opened.text) setFound(unsaved);
  }, [storageKey, opened]);

  useEffect(() => {
    if (dirty) writeUnsaved(storageKey, { id, values } satisfies Unsaved);
  }, [dirty, values, id, storageKey]);

  const showProblems = useCallback((fields: Readonly<Record<string, string>>) => {
    setProblems(
      Object.fromEntries(
        Object.entries(fields).map(([name, text]) => [name.replace(/^values\./, ""), text]),
      ),
    );
  }, []);
  useEffect(() => {
    if (Object.keys(problems).length > 0) focusFirstWrong(form.current);
  }, [problems]);

  const settle = useCallback<ItemFormState["settle"]>(
    (sent, next) => {
      setSaved(JSON.stringify(next(sent)));
      setValues(next);
      setProblems({});
      writeUnsaved(storageKey, null);
    },
    [storageKey],
  );

  const follow = useCallback<ItemFormState["follow"]>((next) => {
    setSaved((now) => JSON.stringify(next(JSON.parse(now))));
    setValues(next);
  }, []);

  return {
    values,
    dirty,
    problems,
    form,
    found,
    change: (part) =>
      setValues((now) => ({ ...now, ...(typeof part === "function" ? part(now) : part) })),
    begin: (next) => {
      setValues((now) => nextKeepingTyped(now, opened.values, next));
      setSaved(JSON.stringify(next));
    },
    bringBack: () => {
      if (found) setValues(keptValues(found.values));
      setFound(null);
    },
    dropFound: () => {
      writeUnsaved(storageKey, null);
      setFound(null);
    },
    check: () => {
      const wrong = problemsOf(values, own);
      showProblems(wrong);
      return Object.keys(wrong).length === 0;
    },
    showProblems,
    follow,
    settle,
  };
}
