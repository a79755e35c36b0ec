import type { Skin } from "@/themes/skin";
import type { ShelfItem } from "./model";
import { genusOf, marksOf, present } from "./words";
import { RangeMap, type YearSpan } from "./years";

export interface CaptionProps {
  readonly skin: Skin;
  readonly item: ShelfItem;
  readonly span: YearSpan | null;
}

/** What stands under (or on) an item's picture: each detail is captioned by another hand. */
export function Caption(props: CaptionProps) {
  switch (props.skin.detail) {
    case "label":
      return <MuseumLabel {...props} />;
    case "prompt":
      return <Prompt {...props} />;
    case "tag":
      return <PaperTag {...props} />;
    case "soft":
      return <Cuddle {...props} />;
    case "plate":
      return <Plate {...props} />;
    case "ledger":
      return <Entry {...props} />;
    case "poster":
      return <Poster {...props} />;
    case "star":
      return <HeartTag {...props} />;
  }
}

function MuseumLabel({ item }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">{item.number}</p>
      <div>
        <Name item={item} />
        <p className="caption-line">{present([item.animal, item.variant, item.year]).join(", ")}</p>
        <Marks item={item} />
      </div>
    </div>
  );
}

function Prompt({ item }: CaptionProps) {
  const flags = present([item.animal, item.variant, item.year]);
  return (
    <div className="caption">
      <Name item={item} />
      <p className="caption-line">
        {flags.map((flag) => `--${flag.toLowerCase().replaceAll(" ", "-")}`).join(" ")}
      </p>
      <Marks item={item} />
    </div>
  );
}

function PaperTag({ item }: CaptionProps) {
  const line = present([item.animal, item.variant]).join(", ");
  return (
    <div className="caption">
      <div className="paper-tag">
        <p>{item.year ?? item.styleNumber ?? `No. ${item.number}`}</p>
        {item.retired && <p className="stamp">Retired</p>}
      </div>
      <Name item={item} />
      <p className="caption-line">{line}</p>
      <Marks item={item} />
    </div>
  );
}

function Cuddle({ item }: CaptionProps) {
  return (
    <div className="caption">
      <Name item={item} />
      <p className="caption-line">{present([item.animal, item.variant]).join(", ")}</p>
      {item.year && <p className="caption-year">since {item.year}</p>}
      <Marks item={item} />
    </div>
  );
}

function Plate({ item, span }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">Plate {item.number}</p>
      <Name item={item} />
      <p className="caption-line">
        <i>{genusOf(item.animal)}</i>
        {item.variant && <> ‘{item.variant}’</>}
      </p>
      <RangeMap item={item} span={span} />
      <Marks item={item} />
    </div>
  );
}

function Entry({ item }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">{item.styleNumber ?? "No number"}</p>
      <Name item={item} />
      <dl className="caption-entry">
        <div>
          <dt>{item.animal}</dt>
          <dd>{item.year ?? "Year unknown"}</dd>
        </div>
        <div>
          <dt>{item.bestCondition ?? "Ungraded"}</dt>
          <dd>× {item.copies}</dd>
        </div>
      </dl>
      <Marks item={item} />
    </div>
  );
}

function Poster({ item }: CaptionProps) {
  return (
    <div className="caption">
      <p className="caption-number">{item.styleNumber ?? item.number}</p>
      <Name item={item} />
      <p className="caption-line">{present([item.animal, item.variant, item.year]).join(" / ")}</p>
      <Marks item={item} />
    </div>
  );
}

function HeartTag({ item }: CaptionProps) {
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
      <Marks item={item} />
    </div>
  );
}

function Name({ item }: { item: ShelfItem }) {
  return (
    <h2 className="caption-name">
      <a href={`/items/${item.slug}`}>{item.name}</a>
    </h2>
  );
}

function Marks({ item }: { item: ShelfItem }) {
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
