import type { ShelfItem } from "./model";
import { marksOf } from "./words";

/** The name, as the way to the item. */
export function Name({ item }: { item: ShelfItem }) {
  return (
    <h2 className="caption-name">
      <a href={`/items/${item.slug}`}>{item.name}</a>
    </h2>
  );
}

/** What a visitor should notice, or nothing. */
export function Marks({ item }: { item: ShelfItem }) {
  const marks = marksOf(item);
  if (marks.length === 0) return null;
  return (
    <p className="marks">
      {marks.map((mark) => (
        <span className="mark" key={mark}>
          {mark}
        </span>
      ))}
    </p>
  );
}
