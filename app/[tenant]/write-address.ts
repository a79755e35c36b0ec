import { itemPath } from "./item-address";

/** Where a visitor writes to the owners: about an item, or about nothing in particular. */
export function writePath(slug: string | null): string {
  return slug === null ? "/write" : `${itemPath(slug)}/write`;
}
