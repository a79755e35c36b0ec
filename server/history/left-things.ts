import type { LeftAlone, UndoPlan } from "@/db/tenant/queries/undo";

/** Something that would be left alone, and why. */
export interface LeftThing {
  readonly thing: string;
  readonly name: string;
  /** Such as `Changed since`. */
  readonly why: readonly string[];
  /** Whether it is taken back all the same when chosen. */
  readonly choosable: boolean;
}

/** Rows that would be left alone, by the things that they are of. */
export function thingsOf(rows: UndoPlan["first"]): LeftThing[] {
  return [...Map.groupBy(rows, ({ thing }) => thing)].map(([thing, ofThing]) => ({
    thing,
    name: ofThing[0]?.name ?? "",
    why: [...new Set(ofThing.map(whyOf))],
    choosable: ofThing.some(({ standing }) => standing === "changed"),
  }));
}

function whyOf({ standing, detail, tableName }: LeftAlone): string {
  switch (standing) {
    case "changed":
      return "Changed since";
    case "gone":
      return tableName === "items" ? "Deleted since" : "Part of it was removed since";
    case "taken":
      return detail === "slug"
        ? "Its address leads to another item now"
        : "Something else has taken its place";
    case "orphan":
      return "What it belonged to is gone";
    case "lost":
      return "The files of a photo are gone";
  }
}
