import { useEffect, useState } from "react";
import type { NameAnswer } from "@/server/names";

/** A pause in typing this long asks the server, in milliseconds. */
const PAUSE = 250;

/**
 * What the server says of the name as typed, or null while it has not been asked or cannot be reached;
 * the name is checked again when the form is sent.
 */
export function useNameAnswer(typed: string): NameAnswer | null {
  const name = typed.trim().toLowerCase();
  const [answer, setAnswer] = useState<NameAnswer | null>(null);
  useEffect(() => {
    if (name.length < 3) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      ask(name, gone.signal).then(setAnswer, () => undefined);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [name]);
  return answer?.name === name ? answer : null;
}

async function ask(name: string, signal: AbortSignal): Promise<NameAnswer | null> {
  const response = await fetch(`/names?name=${encodeURIComponent(name)}`, { signal });
  return response.ok ? response.json() : null;
}
