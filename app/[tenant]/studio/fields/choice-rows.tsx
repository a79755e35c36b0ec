"use client";

import { useRef } from "react";
import { isComposing } from "@/components/studio/composing";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { FieldInput } from "./field-input";

type Choice = FieldInput["choices"][number];

/** What can be chosen, in its order. A choice that is renamed is called so on every item; Enter begins the next. */
export function ChoiceRows(props: {
  readonly choices: readonly Choice[];
  readonly error?: string;
  readonly onChange: (choices: Choice[]) => void;
}) {
  const { choices, onChange } = props;
  const list = useRef<HTMLOListElement>(null);
  const add = () => {
    onChange([...choices, { was: null, now: "" }]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus(),
    );
  };
  const rename = (place: number, now: string) =>
    onChange(choices.map((choice, at) => (at === place ? { ...choice, now } : choice)));
  return (
    <fieldset className="field-choices">
      <legend className="ui-legend">Choices</legend>
      <ol ref={list}>
        {choices.map((choice, place) => (
          // A choice that is new has no name yet, so its place is its key; the form's state holds its text.
          <li key={`choice-${String(place)}`}>
            <TextField
              bare
              label={`Choice ${place + 1}`}
              autoComplete="off"
              value={choice.now}
              onChange={(event) => rename(place, event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || isComposing(event)) return;
                event.preventDefault();
                add();
              }}
            />
            <Button
              small
              look="quiet"
              aria-label={`Remove choice ${place + 1}`}
              onClick={() => onChange(choices.filter((_, at) => at !== place))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ol>
      {props.error && <p className="ui-error">{props.error}</p>}
      <Button small onClick={add}>
        Add a choice
      </Button>
    </fieldset>
  );
}
