import type { Cell, ShelfItem } from "./model";
import { present } from "./words";

/** One item of the table. `eager` asks for its picture at once. */
export function Row({ item, eager }: { item: ShelfItem; eager: boolean }) {
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
      {item.cells.map((cell) => (
        <td className={columnClass(cell)} key={cell.label}>
          {cell.value ?? "–"}
        </td>
      ))}
      <td className="col-figure">{item.copies}</td>
      <td className="col-status">
        <span className="row-status">
          {item.marks.join(", ") || (item.retired ? "Retired" : "In hand")}
        </span>
      </td>
    </tr>
  );
}

/** The class of a column, in head, body and foot. */
export function columnClass({ width, figures }: Cell): string {
  return figures ? `col-${width} col-style` : `col-${width}`;
}
