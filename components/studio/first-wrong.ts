/** Puts the focus on the first field that is said to be wrong, into view and out of what is folded. */
export function focusFirstWrong(form: HTMLElement | null): void {
  const first = form?.querySelector<HTMLElement>("[aria-invalid]");
  if (!first) return;
  for (
    let fold = first.closest("details");
    fold;
    fold = fold.parentElement?.closest("details") ?? null
  )
    fold.open = true;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "center" });
}
