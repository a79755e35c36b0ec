"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Shows the page anew every other second while something is under way and somebody looks. */
export function Live({ on }: { readonly on: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, 2000);
    return () => clearInterval(timer);
  }, [on, router]);
  return null;
}
