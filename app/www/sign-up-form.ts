import { type CSSProperties, useEffect, useRef } from "react";
import type { SignUpState, Typed } from "./actions";

/** The form's element, which goes on to the new site or to the first field that is wrong. */
export function useForm(state: SignUpState, readTyped: (typed: Partial<Typed>) => void) {
  const form = useRef<HTMLFormElement>(null);
  const keep = useRef(readTyped);
  // Text typed before this script ran stands only in the fields, so it is read from them.
  useEffect(() => {
    if (!form.current) return;
    const entries = new FormData(form.current).entries();
    keep.current(Object.fromEntries([...entries].filter(([name]) => isField(name)).map(asText)));
  }, []);
  useEffect(() => {
    const { outcome } = state;
    // Next's own redirect would stay on this host; the new site is another.
    if (outcome?.ok) location.assign(outcome.data.url);
    else if (outcome) form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  return form;
}

/** A refusal that concerns no field, such as a rate limit, or that says more than the field's own message. */
export function generalProblem({ outcome, typed }: SignUpState, name: string): string | null {
  if (!outcome || outcome.ok) return null;
  if (outcome.status === 409) return name === typed.name ? outcome.message : null;
  return Object.keys(outcome.fields).some(isField) ? null : outcome.message;
}

/** The name as the miniatures show it, by a custom property of their stylesheet. */
export function nameOnDoors(name: string): { style?: CSSProperties; typed?: "short" | "long" } {
  const letters = name.toLowerCase().replace(/[^a-z0-9-]/g, "");
  if (letters === "") return {};
  const style: CSSProperties & Record<"--typed", string> = { "--typed": `"${letters}"` };
  return { style, typed: letters.length > 18 ? "long" : "short" };
}

function isField(name: string): name is keyof Typed {
  return name === "name" || name === "email" || name === "preset" || name === "placement";
}

function asText([name, value]: [string, FormDataEntryValue]): [string, string] {
  return [name, typeof value === "string" ? value : ""];
}
