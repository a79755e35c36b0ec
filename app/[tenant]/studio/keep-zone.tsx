"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ZONE_COOKIE } from "./zone-cookie";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Tells the server by which zone this browser's clock goes. The page that came before is made anew by it. */
export function KeepZone() {
  const { refresh } = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}`;
    if (!zone || document.cookie.split("; ").includes(cookie)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a store of cookies to write to.
    document.cookie = `${cookie}; Path=/; Max-Age=${YEAR_SECONDS}; Secure; SameSite=Lax`;
    const differs = new Date().getTimezoneOffset() !== 0;
    if (differs) refresh();
  }, [refresh]);
  return null;
}
