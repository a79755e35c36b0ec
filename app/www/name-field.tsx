"use client";

import { useRef } from "react";
import { useNameAnswer } from "./use-name-answer";

export interface NameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What stands behind the name in the address, such as `.beanie.ty`. */
  readonly suffix: string;
  /** What the server said of this very value when the form was sent. */
  readonly problem: string | null;
  readonly suggestions: readonly string[];
}

/** The site's name as part of its address, with free or taken said while it is typed. */
export function NameField({ value, onChange, suffix, problem, suggestions }: NameFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const answer = useNameAnswer(value);
  const wrong = problem ?? answer?.problem ?? null;
  const others = problem ? suggestions : (answer?.suggestions ?? []);
  const take = (name: string) => {
    onChange(name);
    input.current?.focus();
  };
  return (
    <div className="field">
      <label htmlFor="name">Name of your site</label>
      <div className="address">
        <input
          ref={input}
          id="name"
          name="name"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          required
          placeholder="your-name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={wrong !== null}
          aria-describedby="name-says"
        />
        <span className="address-rest">{suffix}</span>
      </div>
      <p id="name-says" className="says" data-tone={toneOf(wrong, answer?.free)} aria-live="polite">
        {wrong ?? (answer?.free ? `${answer.name}${suffix} is free.` : HINT)}
      </p>
      {wrong && others.length > 0 && (
        <ul className="suggestions" aria-label="Names that are free">
          {others.map((name) => (
            <li key={name}>
              <button type="button" onClick={() => take(name)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const HINT = "3 to 40 of a to z, digits and hyphens.";

function toneOf(wrong: string | null, free: boolean | undefined): "wrong" | "free" | "hint" {
  if (wrong !== null) return "wrong";
  return free ? "free" : "hint";
}
