import type { ShelfItem } from "./model";

/** The name, as the way to the item. */
export function Name({ item }: { item: ShelfItem }) {
  return (
    <h2 className="caption-name">
      <a href={`/items/${item.slug}`}>{item.name}</a>
    </h2>
  );
}
