"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const PAUSE = 250;
const PATIENCE = 200;

/**
 * Sends the search form while one types or chooses an order, in place of a page load. The form works
 * without it. The input stays the browser's own, so focus and caret are never touched.
 */
export function SearchAsYouType({ formId, query }: { formId: string; query: string }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = () => {
      const params = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        // The first order is the default, and one state has one address.
        const isDefault =
          form.querySelector<HTMLSelectElement>(`select[name=${name}]`)?.selectedIndex === 0;
        if (typeof value === "string" && value.trim() && !isDefault)
          params.append(name, value.trim());
      }
      const address = new URL(form.action);
      address.search = params.toString();
      startTransition(() => router.replace(address.pathname + address.search, { scroll: false }));
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE);
    };
    const now = (event: Event) => {
      event.preventDefault();
      clearTimeout(timer);
      send();
    };
    form.addEventListener("input", later);
    form.addEventListener("submit", now);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", later);
      form.removeEventListener("submit", now);
    };
  }, [formId, router]);

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!pending || !form) return;
    const timer = setTimeout(() => form.setAttribute("data-pending", ""), PATIENCE);
    return () => {
      clearTimeout(timer);
      form.removeAttribute("data-pending");
    };
  }, [formId, pending]);

  // A link that clears the search leaves the typed text in an input the browser owns.
  useEffect(() => {
    const input = document.querySelector<HTMLInputElement>(`#${formId} [name=q]`);
    if (input && input !== document.activeElement) input.value = query;
  }, [formId, query]);

  return null;
}
