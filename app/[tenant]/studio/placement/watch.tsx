"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** How often the page looks again while a move is under way, in milliseconds. */
const LOOK = 700;

/** Renews the page while it is shown. */
export function Watch() {
  const router = useRouter();
  useEffect(() => {
    const looking = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, LOOK);
    return () => clearInterval(looking);
  }, [router]);
  return null;
}
