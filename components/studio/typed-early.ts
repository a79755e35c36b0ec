import { type RefObject, useEffect } from "react";

/**
 * Tells a form what was typed into its fields before its script ran, as if it were typed now. React keeps such text where it
 * stands but knows nothing of it, and would put the form's own values over it.
 */
export function useTypedEarly(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    for (const field of form.current?.elements ?? []) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
      const typed = field.value;
      if (typed === field.defaultValue || !isWrittenIn(field)) continue;
      // React looks away from an event after which a field holds what React saw in it last: so it sees the former text.
      field.value = field.defaultValue;
      const proto = Object.getPrototypeOf(field);
      Object.getOwnPropertyDescriptor(proto, "value")?.set?.call(field, typed);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }, [form]);
}

function isWrittenIn(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  return field instanceof HTMLTextAreaElement || !/^(checkbox|radio|file|hidden)$/.test(field.type);
}
