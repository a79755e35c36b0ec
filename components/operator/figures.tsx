const UNITS = ["kB", "MB", "GB", "TB"] as const;

/** A size in the unit that leaves one to three digits before the point: `8.4 MB`. @param bytes whole, from 0 */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = "B";
  for (const next of UNITS) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

const NUMBER = new Intl.NumberFormat("en-GB");

/** A whole number with its thousands set apart. */
export function numberInWords(value: number): string {
  return NUMBER.format(value);
}

const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A moment in words, in UTC. */
export function Moment({ at }: { readonly at: Date }) {
  return (
    <time className="op-moment" dateTime={at.toISOString()}>
      {WHEN.format(at)}
    </time>
  );
}
