import { MOMENT } from "@/base/moment";
import type { Tenant } from "@/db/scope";

/** What each home is called in a sentence. */
export const HOME_NAMES: Readonly<Record<Tenant["placement"], string>> = {
  pool: "the shared database",
  own: "a database of its own",
  stack: "a stack of its own",
};

/** Such as `22 November 2026 at 10:12 UTC`. */
export function momentInWords(moment: Date): string {
  return `${MOMENT.format(moment)} UTC`;
}

/** How long something took, such as `4 seconds` or `12 minutes`. */
export function durationInWords(from: Date, to: Date): string {
  const seconds = Math.max(1, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 100) return seconds === 1 ? "a second" : `${seconds} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}

/** Who ordered it, to the owners of the site. */
export function whoInWords(by: string): string {
  if (by === "owner") return "an owner";
  return by.startsWith("operator ") ? `Swingtag’s ${by}` : "Swingtag";
}
