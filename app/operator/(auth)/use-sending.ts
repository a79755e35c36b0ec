"use client";

import { type FormEvent, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";

/** Sends a form once at a time, and keeps what was refused until it is sent again. */
export function useSending<Data>(
  act: (form: FormData) => Promise<Answer<Data>>,
  done: (data: Data) => void,
) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    start(async () => {
      const answer = await attempt(() => act(form));
      setProblem(answer.ok ? undefined : answer.message);
      if (answer.ok) done(answer.data);
    });
  };
  return { send, problem, pending };
}
