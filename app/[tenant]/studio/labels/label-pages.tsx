import type { CSSProperties } from "react";
import { Qr } from "@/components/ui/qr";
import { insetOf, type LabelFormat, onAPage, onPages, placeOnPage } from "./formats";
import type { Label, Look } from "./labels-asked";

/** Pages of labels at their true size. @param used how many labels of the first page are used up */
export function LabelPages(props: {
  readonly format: LabelFormat;
  readonly labels: readonly Label[];
  readonly used: number;
  readonly look: Look;
  /** The address that a label's code holds. */
  readonly addressOf: (label: Label) => string;
}) {
  const { format, addressOf } = props;
  const { paper, label: size } = format;
  const sized = {
    "--paper-width": `${paper.width}mm`,
    "--paper-height": `${paper.height}mm`,
    "--label-width": `${size.width}mm`,
    "--label-height": `${size.height}mm`,
    "--label-inset": `${insetOf(format)}mm`,
    page: paper.name,
  } as CSSProperties;
  return (
    <div
      className="lb-pages"
      data-look={props.look}
      data-roll={onAPage(format) === 1 || undefined}
      style={sized}
    >
      {onPages(format, props.labels, props.used).map((labels, page) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
        <ol className="lb-page" key={page} aria-label={`Page ${page + 1}`}>
          {labels.map(({ at, label }) => {
            const { left, top } = placeOnPage(format, at);
            return (
              <li className="lb-label" key={at} style={{ left: `${left}mm`, top: `${top}mm` }}>
                <a href={addressOf(label)}>
                  {props.look === "code" && (
                    <Qr className="lb-code" text={addressOf(label)} label={null} border={2} />
                  )}
                  <span className="lb-text">
                    <strong dir="auto">{label.title}</strong>
                    {label.lines.map((line, nth) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a variant may be called as its place is
                      <span dir="auto" key={nth}>
                        {line}
                      </span>
                    ))}
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
      ))}
    </div>
  );
}
