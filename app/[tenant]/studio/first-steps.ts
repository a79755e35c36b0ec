import type { SiteNumbers } from "@/db/tenant/queries/numbers";

/** One thing to do on a young site. */
export interface Step {
  readonly key: "bring" | "confirm" | "skin" | "item" | "photo" | "share";
  readonly done: boolean;
}

/** What the steps are computed from: nothing about them is stored. */
export interface Beginnings {
  readonly confirmed: boolean;
  readonly skinNumber: number;
  readonly numbers: Pick<SiteNumbers, "items" | "photos">;
  /** How many sheets were brought. */
  readonly imports: number;
  readonly members: number;
  readonly invitations: number;
  /** Whether this browser has copied the site's address. */
  readonly shared: boolean;
}

/** As many items show that somebody knows the way. */
const MANY = 10;

/** The first steps in their order. */
export function firstSteps(now: Beginnings): Step[] {
  return [
    { key: "bring", done: now.imports > 0 || now.numbers.items >= MANY },
    { key: "confirm", done: now.confirmed },
    { key: "skin", done: now.skinNumber > 1 },
    { key: "item", done: now.numbers.items > 0 },
    { key: "photo", done: now.numbers.photos > 0 },
    { key: "share", done: now.members > 1 || now.invitations > 0 || now.shared },
  ];
}

/**
 * Whether the site needs the first steps no more: all are done, or the collection is large enough to show that
 * its owner knows the way.
 */
export function isGrown(now: Beginnings): boolean {
  const open = firstSteps(now).filter((step) => !step.done);
  return open.length === 0 || (now.confirmed && now.numbers.items >= MANY);
}
