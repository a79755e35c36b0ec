"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { addTags } from "@/base/values/tags";
import { Field } from "@/components/ui/field";
import { isComposing } from "./composing";

/** Tags as chips: a comma or Enter adds what was typed, Backspace takes the last one back. */
export function TagField(props: {
  readonly tags: readonly string[];
  readonly onChange: (tags: string[]) => void;
  readonly error?: string;
  readonly aside?: ReactNode;
}) {
  const { tags, onChange } = props;
  const [typed, setTyped] = useState("");

  const take = (text: string) => {
    if (text.trim()) onChange(addTags(tags, text));
    setTyped("");
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return;
    if (event.key === "Enter" && typed.trim()) {
      event.preventDefault();
      take(typed);
    }
    if (event.key === "Backspace" && typed === "" && tags.length > 0) onChange(tags.slice(0, -1));
  };

  return (
    <Field
      label="Tags"
      hint="Your own labels, parted by commas."
      error={props.error}
      aside={props.aside}
    >
      {(control) => (
        <div className="tag-field ui-input">
          {tags.map((tag) => (
            <span className="tag-chip" key={tag}>
              {tag}
              <button
                type="button"
                aria-label={`Remove tag ${tag}`}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
              >
                ×
              </button>
            </span>
          ))}
          <input
            {...control}
            value={typed}
            autoComplete="off"
            enterKeyHint="enter"
            onKeyDown={onKey}
            onBlur={() => take(typed)}
            onChange={(event) => {
              const text = event.target.value;
              if (/[,;\n]/.test(text)) take(text);
              else setTyped(text);
            }}
          />
        </div>
      )}
    </Field>
  );
}
