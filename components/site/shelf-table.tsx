import type { Skin } from "@/themes/skin";
import type { ShelfItem } from "./model";
import { countOf, marksOf, present } from "./words";

export interface ShelfTableProps {
  readonly skin: Skin;
  readonly items: readonly ShelfItem[];
  /** How many rows ask for their picture at once. */
  readonly eager: number;
}

/** The items as rows; narrow pages fold the lesser columns under the name. */
export function ShelfTable({ skin, items, eager }: ShelfTableProps) {
  const copies = items.reduce((sum, item) => sum + item.copies, 0);
  return (
    <table className="shelf-table">
      <caption className="visually-hidden">{skin.words.collection}</caption>
      <thead>
        <tr>
          <th scope="col" className="col-number">
            No.
          </th>
          <th scope="col" className="col-picture">
            <span className="visually-hidden">Picture</span>
          </th>
          <th scope="col">{skin.words.one}</th>
          <th scope="col" className="col-wide">
            Animal
          </th>
          <th scope="col" className="col-wide">
            Style
          </th>
          <th scope="col" className="col-middle">
            Year
          </th>
          <th scope="col" className="col-wide">
            Tag
          </th>
          <th scope="col" className="col-wide">
            Condition
          </th>
          <th scope="col" className="col-figure">
            Copies
          </th>
          <th scope="col" className="col-status">
            Status
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <Row key={item.slug} item={item} eager={index < eager} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td className="col-number" />
          <td className="col-picture" />
          <th scope="row">{countOf(items.length, skin.words)}</th>
          <td className="col-wide" />
          <td className="col-wide" />
          <td className="col-middle" />
          <td className="col-wide" />
          <td className="col-wide" />
          <td className="col-figure">{copies.toLocaleString("en")}</td>
          <td className="col-status" />
        </tr>
      </tfoot>
    </table>
  );
}

function Row({ item, eager }: { item: ShelfItem; eager: boolean }) {
  const { src, width, height } = item.picture;
  const folded = present([item.animal, item.styleNumber, item.year]).join(" · ");
  return (
    <tr>
      <td className="col-number">{item.number}</td>
      <td className="col-picture">
        <img src={src} width={width} height={height} alt="" loading={eager ? "eager" : "lazy"} />
      </td>
      <th scope="row" className="col-name">
        <a href={`/items/${item.slug}`}>{item.name}</a>
        {item.variant && <span className="row-variant"> {item.variant}</span>}
        <span className="row-folded">{folded}</span>
      </th>
      <td className="col-wide">{item.animal}</td>
      <td className="col-wide col-style">{item.styleNumber ?? "–"}</td>
      <td className="col-middle">{item.year ?? "–"}</td>
      <td className="col-wide">{item.swingTag ?? "–"}</td>
      <td className="col-wide">{item.bestCondition ?? "–"}</td>
      <td className="col-figure">{item.copies}</td>
      <td className="col-status">
        <span className="row-status">
          {marksOf(item).join(", ") || (item.retired ? "Retired" : "In hand")}
        </span>
      </td>
    </tr>
  );
}
