import type { CaptionProps } from "./caption";
import { Name } from "./caption-name";
import { Marks } from "./marks";
import { present } from "./words";

/** A tag of brown paper on a string, stamped when retired. */
export function PaperTag({ item }: CaptionProps) {
  const line = present([item.animal, item.variant]).join(", ");
  return (
    <div className="caption">
      <div className="paper-tag">
        <p>{item.year ?? item.styleNumber ?? `No. ${item.number}`}</p>
        {item.retired && <p className="stamp">Retired</p>}
      </div>
      <Name item={item} />
      <p className="caption-line">{line}</p>
      <Marks marks={item.marks} />
    </div>
  );
}

/** A soft word or two. */
export function Cuddle({ item }: CaptionProps) {
  return (
    <div className="caption">
      <Name item={item} />
      <p className="caption-line">{present([item.animal, item.variant]).join(", ")}</p>
      {item.year && <p className="caption-year">since {item.year}</p>}
      <Marks marks={item.marks} />
    </div>
  );
}

/** A heart with the number on it. */
export function HeartTag({ item }: CaptionProps) {
  return (
    <div className="caption">
      <p className="heart">
        <span>{item.number}</span>
      </p>
      <Name item={item} />
      <p className="caption-line">
        <span className="star" aria-hidden="true" />
        {present([item.animal, item.variant, item.year]).join(", ")}
      </p>
      <Marks marks={item.marks} />
    </div>
  );
}
