import type { ShelfItem } from "@/components/site/model";
import { present } from "@/components/site/words";
import { Link } from "@/components/ui/link";
import type { ShelfRow } from "@/db/tenant/queries/shelf";
import "./items.css";

/** Items as rows with a small picture; each leads to its editor, or for viewers to its page. */
export function ItemRows(props: {
  readonly rows: readonly Pick<ShelfRow, "id">[];
  readonly items: readonly ShelfItem[];
  readonly readOnly?: boolean;
}) {
  return (
    <ul className="item-rows">
      {props.items.map((item, index) => (
        <li className="item-row" key={item.slug}>
          <img
            className="item-thumb"
            src={thumbOf(item)}
            alt=""
            width={44}
            height={44}
            loading="lazy"
          />
          <div className="item-words">
            <RowLink item={item} id={props.rows[index]?.id} readOnly={props.readOnly} />
            <p className="st-sub">
              {present([item.animal, item.variant, item.styleNumber]).join(" · ")}
            </p>
          </div>
          <p className="item-marks">
            {item.marks.map((mark) => (
              <span className="item-mark" key={mark}>
                {mark}
              </span>
            ))}
          </p>
          <p className="item-year st-num">{item.year}</p>
        </li>
      ))}
    </ul>
  );
}

function RowLink({ item, id, readOnly }: { item: ShelfItem; id?: string; readOnly?: boolean }) {
  if (readOnly)
    return (
      <a className="item-name" href={`/items/${item.slug}`}>
        {item.name}
      </a>
    );
  return (
    <Link className="item-name" href={`/studio/items/${id}`}>
      {item.name}
    </Link>
  );
}

function thumbOf({ picture }: ShelfItem): string {
  return picture.src.replace(/\/shelf\.webp$/, "/thumb.webp");
}
