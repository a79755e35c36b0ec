import { useEffect, useRef } from "react";
import type { OwnField } from "@/db/tenant/own";

/**
 * The owner's fields that a form shows: those there are, and one that was removed since the form was opened where the
 * last save found something typed in it, so that the person sees what to empty.
 */
export function useSeenFields(
  own: readonly OwnField[],
  problems: Readonly<Record<string, string>>,
): readonly OwnField[] {
  const seen = useRef(new Map<string, OwnField>());
  useEffect(() => {
    for (const field of own) seen.current.set(field.id, field);
  }, [own]);
  const named = Object.keys(problems).map((name) => name.split("own.")[1]);
  const gone = [...seen.current.values()].filter(
    ({ id }) => named.includes(id) && !own.some((field) => field.id === id),
  );
  return [...own, ...gone];
}
