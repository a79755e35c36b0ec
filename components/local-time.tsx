"use client";

import { useEffect, useState } from "react";

const MOMENT = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;

/** A moment: in UTC as the server writes it, in the reader's own zone once JavaScript runs. */
export function LocalTime(props: {
  /** ISO 8601. */
  readonly at: string;
  /** Leaves the day out. */
  readonly short?: boolean;
}) {
  const zone = useZone();
  const words = formatOf(props.short ? TIME : MOMENT, zone, true).format(new Date(props.at));
  return (
    <time className="local-time" dateTime={props.at}>
      {words}
    </time>
  );
}

/** From one moment to another, the day said once where it is the same. Both are ISO 8601. */
export function LocalSpan({ from, to }: { readonly from: string; readonly to: string }) {
  const zone = useZone();
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const sameDay = day.format(new Date(from)) === day.format(new Date(to));
  return (
    <span className="local-time">
      <time dateTime={from}>{formatOf(MOMENT, zone, false).format(new Date(from))}</time>
      {" to "}
      <time dateTime={to}>
        {formatOf(sameDay ? TIME : MOMENT, zone, true).format(new Date(to))}
      </time>
    </span>
  );
}

function formatOf(parts: typeof MOMENT | typeof TIME, timeZone: string, named: boolean) {
  return new Intl.DateTimeFormat("en-GB", {
    ...parts,
    timeZone,
    ...(named && { timeZoneName: "short" }),
  });
}

function useZone(): string {
  const [zone, setZone] = useState("UTC");
  useEffect(() => {
    setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  }, []);
  return zone;
}
