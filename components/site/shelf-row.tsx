import type { ShelfItem } from "./model";
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
      <td className="col-wide">{item.animal}</td>
      <td className="col-wide col-style">{item.styleNumber ?? "–"}</td>
      <td className="col-middle">{item.year ?? "–"}</td>
      <td className="col-wide">{item.swingTag ?? "–"}</td>
      <td className="col-wide">{item.bestCondition ?? "–"}</td>
      <td className="col-figure">{item.copies}</td>
      <td className="col-status">
        <span className="row-status">
          {item.marks.join(", ") || (item.retired ? "Retired" : "In hand")}
        </span>
      </td>
    </tr>
  );
}
