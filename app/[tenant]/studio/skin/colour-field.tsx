"use client";

import { useId, useState } from "react";
import type { Hex } from "@/themes/colour";

/** One colour: a swatch that opens the system's picker, and its six digits to type. */
export function ColourField(props: {
  readonly label: string;
  readonly value: Hex;
  readonly failing?: boolean;
  readonly onChange: (value: Hex) => void;
}) {
  const { label, value, onChange } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : hexOf(typed);
  return (
    <div className="skin-colour" data-failing={props.failing || undefined}>
      <input
        className="skin-swatch"
        type="color"
        value={value}
        aria-label={`${label}: pick a colour`}
        onChange={(event) => {
          const picked = hexOf(event.target.value);
          if (picked) onChange(picked);
        }}
      />
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="ui-input skin-hex"
        value={typed ?? value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={read === null || undefined}
        title={read === null ? "Write # and six digits, such as #c8102e" : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          const colour = hexOf(event.target.value);
          if (colour) onChange(colour);
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}

/** A colour as typed, with or without `#`, in six digits or three; null while it is none. */
function hexOf(typed: string): Hex | null {
  const digits = typed.trim().replace(/^#/, "").toLowerCase();
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  if (/^[0-9a-f]{3}$/.test(digits)) return `#${digits.replace(/./g, "$&$&")}`;
  return null;
}
