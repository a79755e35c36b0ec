"use client";

import { type FormEvent, startTransition, useActionState } from "react";

/**
 * A form's action with its state. With script it is sent here and not by React, which would empty the form
 * afterwards; a second press finds it pending.
 */
export function useSent<State>(
  action: (state: Awaited<State>, form: FormData) => State | Promise<State>,
  initial: Awaited<State>,
) {
  const [state, send, pending] = useActionState(action, initial);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const fields = new FormData(event.currentTarget);
    startTransition(() => send(fields));
  };
  return { state, pending, form: { action: send, onSubmit, noValidate: true } };
}
