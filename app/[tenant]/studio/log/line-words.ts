import { visibleText } from "@/components/operator/stored-text";
import type { AuditLine } from "@/db/platform/queries/audit";

/** A line of the log as a person reads it; every text in it is safe to show. */
export interface LineWords {
  readonly id: string;
  readonly who: string;
  readonly what: string;
  /** What the line tells beyond its sentence, such as `artmatt → matt`, or empty. */
  readonly more: string;
  readonly why: string;
  /** The day in words, for the heading. */
  readonly day: string;
  readonly time: string;
  readonly at: string;
}

type Line = Pick<AuditLine, "id" | "at" | "actor" | "action" | "reason" | "detail">;

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/**
 * Says a line in words.
 * @param nameOf what a member of this site is called, or null for one who has left
 */
export function wordsOf(line: Line, nameOf: (memberId: string) => string | null): LineWords {
  const detail = detailOf(line.detail);
  return {
    id: line.id,
    who: whoOf(line.actor, detail.member ? nameOf(detail.member) : null),
    what: visibleText(line.action, 120),
    more: moreOf(detail),
    why: visibleText(line.reason, 300),
    day: DAY.format(line.at),
    time: TIME.format(line.at),
    at: line.at.toISOString(),
  };
}

function whoOf(actor: string, member: string | null): string {
  if (actor === "owner") return visibleText(member ?? "An owner", 80);
  if (actor === "command line") return "Swingtag’s command line";
  const operator = /^operator (.+)$/s.exec(actor)?.[1];
  return operator ? `The operator ${visibleText(operator, 80)}` : visibleText(actor, 80);
}

function moreOf(detail: Readonly<Record<string, string>>): string {
  const { from, to, database, removedFrom, backup, hours, about } = detail;
  if (from && to) return `${visibleText(placeOf(from), 60)} → ${visibleText(placeOf(to), 60)}`;
  if (to) return `to ${visibleText(placeOf(to), 60)}`;
  if (removedFrom) return `to be removed for good on ${DAY.format(new Date(removedFrom))}`;
  if (backup) return visibleText(backup, 80);
  if (about) return visibleText(about, 200);
  if (hours) return `for ${visibleText(hours, 10)} hours`;
  return database ? visibleText(database, 80) : "";
}

/** Where a site can live, in the words of the studio. */
function placeOf(place: string): string {
  if (place === "pool") return "the shared database";
  return place === "own" ? "a database of its own" : place;
}

/** What of a line's detail is text or a number. */
function detailOf(detail: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(detail && typeof detail === "object" ? detail : {}))
    if (typeof value === "string" || typeof value === "number") texts[key] = String(value);
  return texts;
}
