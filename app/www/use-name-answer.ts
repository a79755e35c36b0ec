import { useEffect, useState } from "react";
import type { NameAnswer } from "@/server/life/names";

/** How long typing must pause before the server is asked, in milliseconds. */
const PAUSE = 250;

/**
 * What the server says of the name as typed, or null while it has not been asked or cannot be reached;
 * the name is checked again when the form is sent.
 * @param where the path that answers on this host
 */
export function useNameAnswer(typed: string, where = "/names"): NameAnswer | null {
  const name = typed.trim().toLowerCase();
  const [answer, setAnswer] = useState<NameAnswer | null>(null);
  useEffect(() => {
    if (name.length < 3) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      ask(where, name, gone.signal).then(setAnswer, () => undefined);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [name, where]);
  return answer?.name === name ? answer : null;
}

async function ask(where: string, name: string, signal: AbortSignal): Promise<NameAnswer | null> {
  const response = await fetch(`${where}?name=${encodeURIComponent(name)}`, { signal });
  return response.ok ? response.json() : null;
}
