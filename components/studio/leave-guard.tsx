"use client";

import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";

/** Asks before unsaved changes are left behind, by link, reload or closing the tab. */
export function LeaveGuard({ dirty, what }: { readonly dirty: boolean; readonly what: string }) {
  const [leavingTo, setLeavingTo] = useState<string | null>(null);

  useEffect(() => {
    if (!dirty) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = linkLeftBy(event);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingTo(link.href);
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [dirty]);

  return (
    <ConfirmDialog
      open={dirty && leavingTo !== null}
      title="Leave without saving?"
      confirm="Leave without saving"
      cancel="Stay here"
      onClose={() => setLeavingTo(null)}
      onConfirm={() => {
        const target = leavingTo;
        setLeavingTo(null);
        if (target) leaveTo(target);
      }}
    >
      What you changed in {what} is not saved. This tab keeps it until you close it.
    </ConfirmDialog>
  );
}

/** The link by which a click would leave this page in this tab, or null. */
function linkLeftBy(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const sameWindow = link.pathname === location.pathname && link.search === location.search;
  return sameWindow ? null : link;
}

// Skips the browser's own question, because the person has answered ours.
function leaveTo(target: string): void {
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), {
    capture: true,
    once: true,
  });
  location.assign(target);
}
