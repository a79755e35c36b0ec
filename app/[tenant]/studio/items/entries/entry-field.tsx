"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { styleNumberIn } from "@/base/values/tag-code";
import { isComposing } from "@/components/studio/composing";
import { Camera } from "@/components/studio/scan/camera";
import { TextField } from "@/components/ui/field";
import type { Entry, FactKey } from "@/db/tenant/entry";
import type { Named } from "@/db/tenant/fields";
import { EntryDrawing } from "./entry-drawing";
import { entryInWords } from "./entry-words";
import { useMatches } from "./use-entries";

interface Props {
  readonly field: Named<FactKey>;
  readonly value: string;
  readonly error?: string;
  readonly aside?: ReactNode;
  readonly autoFocus?: boolean;
  /** Whether the code on a tag says it, so that a camera may read it. */
  readonly scans?: boolean;
  /** Where only what the catalogue has will do: what is said of anything else. Enter saves nothing then. */
  readonly none?: string;
  readonly onChange: (value: string) => void;
  readonly onChoose: (entry: Entry) => void;
}

/**
 * A line of text that offers what the catalogue has of it, as a combobox: arrows go through the list, Enter takes what is
 * marked, Escape closes it. Nothing is marked by itself, so that whoever types on notices nothing.
 */
export function EntryField({ field, value, scans, none, onChange, onChoose, ...given }: Props) {
  const list = useId();
  // What somebody has typed here since it was opened or chosen from; null offers nothing.
  const [typed, setTyped] = useState<string | null>(null);
  const [marked, setMarked] = useState(-1);
  const found = useMatches(typed);
  const matches = found ?? [];
  const isOpen = typed !== null && matches.length > 0;
  const active = isOpen ? matches[marked] : undefined;
  const rows = useRef<HTMLDivElement>(null);
  useEffect(() => {
    rows.current?.children[marked]?.scrollIntoView({ block: "nearest" });
  }, [marked]);

  const close = () => {
    setTyped(null);
    setMarked(-1);
  };
  const choose = (entry: Entry) => {
    close();
    onChoose(entry);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (none && event.key === "Enter") event.preventDefault();
    if (!isOpen || isComposing(event)) return;
    const last = matches.length - 1;
    if (event.key === "ArrowDown") setMarked(marked >= last ? -1 : marked + 1);
    else if (event.key === "ArrowUp") setMarked(marked < 0 ? last : marked - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active && !event.ctrlKey && !event.metaKey) choose(active);
    else return;
    event.preventDefault();
  };

  const type = (text: string) => {
    setTyped(text);
    setMarked(-1);
    onChange(text);
  };

  return (
    <>
      <TextField
        {...given}
        label={field.label}
        hint={field.hint}
        value={value}
        name={`item-${field.key}`}
        autoComplete="off"
        inputMode={field.digits ? "numeric" : undefined}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? list : undefined}
        aria-activedescendant={active && `${list}-${marked}`}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {isOpen && (
        <div
          className="entry-list"
          id={list}
          role="listbox"
          tabIndex={-1}
          aria-label="In the catalogue"
          ref={rows}
        >
          {matches.map((entry, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are read by the field, where the focus stays.
            <div
              key={entry.key}
              id={`${list}-${at}`}
              className="entry-option"
              role="option"
              tabIndex={-1}
              aria-selected={at === marked}
              // The field keeps the focus, so that a press doesn't close the list before it is a click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(entry)}
            >
              <EntryDrawing entryKey={entry.key} />
              <span className="entry-words">
                <span className="entry-name">{entry.facts.name}</span>
                <span className="entry-facts">{entryInWords(entry)}</span>
              </span>
            </div>
          ))}
        </div>
      )}
      {scans && (
        <Camera
          once
          label="Scan the tag"
          onCode={(text) => type(styleNumberIn(text).slice(0, 200))}
        />
      )}
      {none && found?.length === 0 && <p className="st-sub">{none}</p>}
      <p className="visually-hidden" role="status">
        {none && found?.length === 0 && none}
        {isOpen &&
          (matches.length === 1 ? "One in the catalogue." : `${matches.length} in the catalogue.`)}
      </p>
    </>
  );
}
