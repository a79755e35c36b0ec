const DAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

/** `Sunday 22 November 2026, 02:07 UTC`. */
export function momentInWords(at: Date): string {
  return `${DAY.format(at).replace(",", "")}, ${CLOCK.format(at)} UTC`;
}

/** `29 November`. */
export function dayInWords(at: Date): string {
  return SHORT.format(at);
}

/** `812 bytes`, `14 kB`, `3.4 MB`, `1.2 GB`: powers of ten, as file managers count. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, size] =
    bytes < 1e6 ? ["kB", bytes / 1e3] : bytes < 1e9 ? ["MB", bytes / 1e6] : ["GB", bytes / 1e9];
  return `${size < 10 && unit !== "kB" ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
