/** The path of an item's page, as it is sent: letters beyond ASCII are encoded. */
export function itemPath(slug: string): string {
  return `/items/${encodeURIComponent(slug)}`;
}
