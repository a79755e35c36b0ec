import type { Skin } from "@/themes/skin";
import { Caption } from "./caption";
import type { ShelfItem } from "./model";
import { ShelfTable } from "./shelf-table";
import { yearSpan } from "./years";

export interface ShelfProps {
  readonly skin: Skin;
  readonly items: readonly ShelfItem[];
  /** In a miniature all pictures load lazily. */
  readonly miniature?: boolean;
}

/** How many pictures load eagerly; the others load when they come near. */
const ABOVE_THE_FOLD = 6;

/** The items of one page, as tiles, on boards or as a table. */
export function Shelf({ skin, items, miniature }: ShelfProps) {
  const eager = miniature ? 0 : ABOVE_THE_FOLD;
  if (skin.shelf === "table") return <ShelfTable skin={skin} items={items} eager={eager} />;
  const span = yearSpan(items);
  return (
    <ol className="shelf">
      {items.map((item, index) => (
        <li className="shelf-item" key={item.slug}>
          <ShelfPicture item={item} eager={index < eager} />
          <Caption skin={skin} item={item} span={span} />
        </li>
      ))}
    </ol>
  );
}

function ShelfPicture({ item, eager }: { item: ShelfItem; eager: boolean }) {
  const { src, width, height } = item.picture;
  // The picture has an empty text alternative, because the name stands beside it as the link.
  return (
    <div className="shelf-picture">
      <img src={src} width={width} height={height} alt="" loading={eager ? "eager" : "lazy"} />
    </div>
  );
}
