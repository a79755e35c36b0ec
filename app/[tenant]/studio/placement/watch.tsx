"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

/** How long after the last look the page looks again, in milliseconds. */
const PAUSE = 600;

/** Renews the page while it is visible. Begins the next renewal only when the last one has arrived. */
export function Watch() {
  const router = useRouter();
  const [looking, start] = useTransition();
  useEffect(() => {
    if (looking) return;
    const next = setInterval(() => {
      if (!document.hidden) start(() => router.refresh());
    }, PAUSE);
    return () => clearInterval(next);
  }, [looking, router]);
  return null;
}
