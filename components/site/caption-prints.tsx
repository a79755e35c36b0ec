import type { CaptionProps } from "./caption";
import { Name } from "./caption-name";
import { genusOf } from "./genera";
import { Marks } from "./marks";
import { present } from "./words";
import { RangeMap } from "./years";

/** The label beside a glass case. */
export function MuseumLabel({ item }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">{item.number}</p>
      <div>
        <Name item={item} />
        <p className="caption-line">{present([item.animal, item.variant, item.year]).join(", ")}</p>
        <Marks marks={item.marks} />
      </div>
    </div>
  );
}

/** A plate of a field guide, with the years it was found. */
export function Plate({ item, span }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">Plate {item.number}</p>
      <Name item={item} />
      <p className="caption-line">
        <i>{genusOf(item.animal)}</i>
        {item.variant && <> ‘{item.variant}’</>}
      </p>
      <RangeMap item={item} span={span} />
      <Marks marks={item.marks} />
    </div>
  );
}

/** A bill on a wall. */
export function Poster({ item }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">{item.styleNumber ?? item.number}</p>
      <Name item={item} />
      <p className="caption-line">{present([item.animal, item.variant, item.year]).join(" / ")}</p>
      <Marks marks={item.marks} />
    </div>
  );
}
