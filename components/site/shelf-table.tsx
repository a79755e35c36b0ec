import type { Skin } from "@/themes/skin";
import type { ShelfItem } from "./model";
import { columnClass, Row } from "./shelf-row";
import { countOf } from "./words";

export interface ShelfTableProps {
  readonly skin: Skin;
  readonly items: readonly ShelfItem[];
  /** How many rows load their picture eagerly. */
  readonly eager: number;
}

/** The items as rows; narrow pages fold the lesser columns under the name. */
export function ShelfTable({ skin, items, eager }: ShelfTableProps) {
  const copies = items.reduce((sum, item) => sum + item.copies, 0);
  const cells = items[0]?.cells ?? [];
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
          {cells.map((cell) => (
            <th scope="col" className={columnClass(cell)} key={cell.label}>
              {cell.label}
            </th>
          ))}
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
          {cells.map((cell) => (
            <td className={columnClass(cell)} key={cell.label} />
          ))}
          <td className="col-figure">{copies.toLocaleString("en")}</td>
          <td className="col-status" />
        </tr>
      </tfoot>
    </table>
  );
}
