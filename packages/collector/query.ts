import { SEVERITY } from "./told";

/** A search: conditions that must all hold. */
export interface Query {
  readonly conditions: readonly Condition[];
  /** Milliseconds since 1970. */
  readonly from: number | null;
  readonly to: number | null;
}

export type Condition =
  | { readonly kind: "words"; readonly words: string }
  | {
      readonly kind: "trace" | "request" | "tenant" | "instance" | "version" | "part";
      readonly value: string;
    }
  | { readonly kind: "id"; readonly value: string }
  | { readonly kind: "severity"; readonly least: number };

const NAMED = ["trace", "request", "tenant", "instance", "version", "part"] as const;

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

/**
 * Reads what was typed into the search box: words, a trace or request id, and `tenant:`, `level:`, `instance:`,
 * `version:`, `part:`, `last:15m`, `from:` and `to:` (a moment such as 2026-11-22T10:00, in UTC). Everything
 * else is searched as words.
 */
export function readQuery(typed: string, now = Date.now()): Query {
  const conditions: Condition[] = [];
  let from: number | null = null;
  let to: number | null = null;
  for (const term of termsOf(typed)) {
    const [, name = "", value = ""] = /^([a-z]+):(.+)$/i.exec(term) ?? [];
    const named = NAMED.find((known) => known === name.toLowerCase());
    if (named) conditions.push({ kind: named, value: value.replaceAll('"', "") });
    else if (name === "level" && severityOf(value) !== null)
      conditions.push({ kind: "severity", least: severityOf(value) ?? 0 });
    else if (name === "last" && lengthOf(value) !== null) from = now - (lengthOf(value) ?? 0);
    else if (name === "from" && momentOf(value) !== null) from = momentOf(value);
    else if (name === "to" && momentOf(value) !== null) to = momentOf(value);
    else if (/^[0-9a-f]{32}$/i.test(term))
      conditions.push({ kind: "trace", value: term.toLowerCase() });
    else if (UUID.test(term)) conditions.push({ kind: "id", value: term.toLowerCase() });
    else conditions.push({ kind: "words", words: term });
  }
  return { conditions, from, to };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Split at spaces, but not within quotes. */
function termsOf(typed: string): string[] {
  return typed.slice(0, 1000).match(/(?:[^\s"]+:)?"[^"]*"|\S+/g) ?? [];
}

function severityOf(level: string): number | null {
  return Object.entries(SEVERITY).find(([name]) => name === level.toLowerCase())?.[1] ?? null;
}

function lengthOf(text: string): number | null {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return count === undefined ? null : Number(count) * (UNITS[unit] ?? 0);
}

function momentOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+)?Z?$/.test(text)) return null;
  const moment = Date.parse(/T/.test(text) && !text.endsWith("Z") ? `${text}Z` : text);
  return Number.isNaN(moment) ? null : moment;
}
