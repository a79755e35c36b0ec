import { Pager } from "./pager";
import type { Pager as PagerModel } from "./search-model";

interface SharedPhoto {
  readonly src: string;
  readonly fullSrc: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

interface SharedEntry {
  readonly name: string;
  readonly lines: readonly string[];
  readonly copies: readonly {
    readonly lines: readonly string[];
    readonly worth: { readonly amount: string; readonly rule: string } | null;
  }[];
  readonly photos: readonly SharedPhoto[];
}

export interface SharedPageProps {
  readonly title: string;
  readonly count: string;
  /** As of when it is, and until when it opens. */
  readonly about: string;
  readonly items: readonly SharedEntry[];
  readonly pager: PagerModel;
}

/** The class of what holds a shared selection. */
export const SHARED_PAGE_CLASS = "shared-page";

/** A selection that was shared with whoever has its link. Nothing on it leads to an item's own page. */
export function SharedContents({ title, count, about, items, pager }: SharedPageProps) {
  return (
    <>
      <div className="page-head">
        <h1 className="page-title" dir="auto">
          {title}
        </h1>
        <p className="page-count">{count}</p>
      </div>
      <p className="shared-about">{about}</p>
      <ol className="shared">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place on the page
          <li className="shared-item" key={index}>
            {item.photos.length > 0 && <Photos photos={item.photos} />}
            <div className="shared-text">
              <h2 dir="auto">{item.name}</h2>
              {item.lines.map((line) => (
                <p className="shared-soft" dir="auto" key={line}>
                  {line}
                </p>
              ))}
              <Copies copies={item.copies} />
            </div>
          </li>
        ))}
      </ol>
      <Pager pager={pager} />
    </>
  );
}

function Photos({ photos }: { readonly photos: readonly SharedPhoto[] }) {
  return (
    <div className="shared-photos">
      {photos.map(({ src, fullSrc, width, height, alt }) => (
        <a href={fullSrc} key={src}>
          <img src={src} width={width} height={height} alt={alt} loading="lazy" />
        </a>
      ))}
    </div>
  );
}

function Copies({ copies }: Pick<SharedEntry, "copies">) {
  if (copies.length === 0) return null;
  return (
    <ul className="shared-copies">
      {copies.map(({ lines, worth }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a copy is its place
        <li key={index}>
          <div>
            {lines.map((line) => (
              <p dir="auto" key={line}>
                {line}
              </p>
            ))}
          </div>
          {worth && (
            <p className="shared-worth">
              <strong>{worth.amount}</strong>
              <span>{worth.rule}</span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
