"use client";

import { useEffect, useState } from "react";

const PARTS = {
  moment: { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit" },
} as const;

/** A moment: in UTC as the server writes it, in the reader's own zone once JavaScript runs. */
export function LocalTime({
  at,
  as = "moment",
}: {
  /** ISO 8601. */
  readonly at: string;
  readonly as?: keyof typeof PARTS;
}) {
  const [zone, setZone] = useState("UTC");
  useEffect(() => {
    setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  }, []);
  const words = new Intl.DateTimeFormat("en-GB", {
    ...PARTS[as],
    timeZone: zone,
    timeZoneName: "short",
  }).format(new Date(at));
  return (
    <time className="local-time" dateTime={at}>
      {words}
    </time>
  );
}
