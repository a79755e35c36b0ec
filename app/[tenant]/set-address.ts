import type { ListPiece } from "@/db/tenant/set";

/** Where the sets of a site stand. */
export const SETS_PATH = "/sets";

/** The path of a set's page, as it is sent: letters beyond ASCII are encoded. */
export function setPath(slug: string): string {
  return `${SETS_PATH}/${encodeURIComponent(slug)}`;
}

/** The address of the drawing of what is missing, which says all that it is drawn from. */
export function ghostAddress({ name, animal, variant }: ListPiece["said"], seed: string): string {
  return `/ghost.svg?${new URLSearchParams({ name, animal, variant, seed })}`;
}
