import type { CaptionProps } from "./caption";
import { Name } from "./caption-name";
import { Marks } from "./marks";
import { present } from "./words";

/** A line of a terminal. */
export function Prompt({ item }: CaptionProps) {
  const flags = present([item.animal, item.variant, item.year]);
  return (
    <div className="caption">
      <Name item={item} />
      <p className="caption-line">
        {flags.map((flag) => `--${flag.toLowerCase().replaceAll(" ", "-")}`).join(" ")}
      </p>
      <Marks marks={item.marks} />
    </div>
  );
}

/** An entry of a ledger. */
export function Entry({ item }: CaptionProps) {
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
      <Marks marks={item.marks} />
    </div>
  );
}
