import { type FormEvent, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { useReady } from "@/components/studio/ready";
import { useToast } from "@/components/ui/toast";

/**
 * A setting of the site in a form of its own: what stands in it, what is saved, and what was wrong with the last save.
 * @param send saves a value
 * @param told what is said once it is saved
 */
export function useSetting<Value>(
  kept: Value,
  send: (value: Value) => Promise<Answer<unknown>>,
  told: (value: Value) => string,
) {
  const [value, setValue] = useState(kept);
  const [saved, setSaved] = useState(kept);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();
  // What is chosen before React has taken over would be lost.
  const waits = !useReady();

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => send(value));
      setProblem(answer.ok ? undefined : answer.message);
      if (!answer.ok) return;
      setSaved(value);
      toast({ text: told(value) });
    });
  };
  return { value, setValue, isChanged: value !== saved, problem, pending, waits, save };
}
