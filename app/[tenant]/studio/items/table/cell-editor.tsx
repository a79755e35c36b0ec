"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { isComposing } from "@/components/studio/composing";
import type { TableField } from "@/db/tenant/queries/table/fields";

/** Where the person goes on: down after Enter, to the side after Tab, nowhere after Escape or a click elsewhere. */
export type After = "down" | "right" | "left" | "stay";

/**
 * The cell that is being written in. Enter and Tab save and go on, Escape leaves it as it was; leaving it saves.
 * @param props.begun what was typed to begin with; null keeps what stands there
 */
export function CellEditor(props: {
  readonly field: TableField;
  readonly text: string;
  readonly begun: string | null;
  readonly onDone: (typed: string, after: After) => void;
  readonly onCancel: () => void;
}) {
  const { field, text, begun } = props;
  const choices = choicesOf(field, text);
  const [value, setValue] = useState(() => beginning(field, choices, begun, text));
  const ended = useRef(false);
  const control = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const list = useId();
  const known = useKnown(field);
  useEffect(() => {
    control.current?.focus();
    if (begun === null && control.current instanceof HTMLInputElement) control.current.select();
  }, [begun]);
  const done = (after: After, typed = value) => {
    if (ended.current) return;
    ended.current = true;
    props.onDone(typed, after);
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      ended.current = true;
      props.onCancel();
    } else if (event.key === "Enter") done("down");
    else if (event.key === "Tab") done(event.shiftKey ? "left" : "right");
    else return;
    event.preventDefault();
  };
  const common = {
    ref: control,
    className: "tb-editor",
    "aria-label": field.label,
    onKeyDown: keys,
    onBlur: () => done("stay"),
  };
  if (choices)
    return (
      <select {...common} value={value} onChange={(event) => setValue(event.target.value)}>
        {choices.map((one) => (
          <option key={one} value={one}>
            {choiceInWords(field, one)}
          </option>
        ))}
      </select>
    );
  return (
    <>
      <input
        {...common}
        type="text"
        value={value}
        list={known.length > 0 ? list : undefined}
        autoComplete="off"
        onChange={(event) => setValue(event.target.value)}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {offered(field, known, value).map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** What is chosen from in a list of its own; null where it is typed. */
function choicesOf(field: TableField, text: string): readonly string[] | null {
  if (field.type === "yes/no") return field.own ? ["", "yes", "no"] : ["no", "yes"];
  if (field.type !== "choice" || !field.values) return null;
  // What is kept may be no choice any more.
  return field.own ? [...new Set(["", text, ...field.values])] : field.values;
}

function choiceInWords({ type, words }: TableField, value: string): string {
  if (type === "yes/no") return { yes: "Yes", no: "No" }[value] ?? "Not noted";
  return words?.[value] ?? value;
}

/** What stands in the cell at first: what was typed, or of choices the first that begins so. */
function beginning(
  field: TableField,
  choices: readonly string[] | null,
  begun: string | null,
  text: string,
): string {
  if (begun === null) return text;
  const letter = begun.toLowerCase();
  const fits = (one: string) => choiceInWords(field, one).toLowerCase().startsWith(letter);
  return choices ? (choices.find(fits) ?? text) : begun;
}

/** What is offered while typing; of several, behind those that stand there already. */
function offered({ type }: TableField, known: readonly string[], typed: string): string[] {
  if (type !== "choices") return [...known];
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  return known.map((one) => (before ? `${before} ${one}` : one));
}

const asked = new Map<string, Promise<readonly string[]>>();

/** The values that a field has elsewhere, asked for once for each field while the page is open. */
function useKnown({ key, type, values, words }: TableField): readonly string[] {
  const [known, setKnown] = useState<readonly string[]>(
    () => values?.map((value) => words?.[value] ?? value) ?? [],
  );
  useEffect(() => {
    if ((type !== "text" && key !== "tags") || key === "name") return;
    let open = true;
    const answer = asked.get(key) ?? askKnown(key);
    asked.set(key, answer);
    void answer.then((values) => open && setKnown(values));
    return () => {
      open = false;
    };
  }, [key, type]);
  return known;
}

/** Without an answer nothing is offered, and writing goes on. */
async function askKnown(key: string): Promise<readonly string[]> {
  const answer = await fetch(`/studio/items/known?field=${encodeURIComponent(key)}`).catch(
    () => null,
  );
  if (!answer?.ok) return [];
  const { values }: { values: readonly string[] } = await answer.json();
  return values;
}
