"use client";

import { useSyncExternalStore } from "react";
import type { Density } from "@/db/tenant/queries/table/view-value";

/** The heights of a row in pixels, as `table.css` has them. */
const HEIGHTS: Readonly<Record<Density | "phone", number>> = { roomy: 44, close: 30, phone: 64 };

const PHONE = "(width < 44rem)";

/** How high a row is: by the density, and on a phone, where a row has two lines. */
export function useRowHeight(density: Density): number {
  const isPhone = useSyncExternalStore(
    (changed) => {
      const query = matchMedia(PHONE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(PHONE).matches,
    () => false,
  );
  return HEIGHTS[isPhone ? "phone" : density];
}
