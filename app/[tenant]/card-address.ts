/** The address of the picture that a link to a page is shown with: the site's own, or that of one thing on it. */
export function cardAddress(version: number, of?: { readonly item: string }): string {
  const path = of ? `/card/items/${encodeURIComponent(of.item)}` : "/card";
  // Another after each save, because networks keep a picture for as long as it has its address.
  return `${path}?v=${version}`;
}
