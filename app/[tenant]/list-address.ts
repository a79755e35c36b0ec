import type { List } from "@/db/tenant/choices";

/** Where the lists of a site stand; each has its feed below it. */
export const LIST_PATHS: Readonly<Record<List, string>> = {
  wants: "/wanted",
  trades: "/for-trade",
};

/** What visitors read over each list, and in the site's navigation. */
export const LIST_TITLES: Readonly<Record<List, string>> = {
  wants: "Wanted",
  trades: "For trade",
};

/** The path of a list's feed. */
export function listFeedPath(list: List): string {
  return `${LIST_PATHS[list]}/feed.xml`;
}
