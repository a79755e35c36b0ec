import type { ReactNode } from "react";
import { Marks } from "./marks";
import type { Picture } from "./model";
import { Pager } from "./pager";
import type { Pager as PagerModel } from "./search-model";
import { present } from "./words";

export interface ListEntry {
  readonly slug: string;
  readonly name: string;
  readonly animal: string;
  readonly variant: string | null;
  readonly styleNumber: string | null;
  readonly year: string | null;
  /** What is wanted of it, or a line for each copy. */
  readonly said: readonly string[];
  readonly marks: readonly string[];
  readonly picture: Picture;
}

export interface ListGroup {
  readonly title: string;
  readonly entries: readonly ListEntry[];
}

export interface ListPageProps {
  readonly title: string;
  /** "12 Beanies". */
  readonly count: string;
  readonly groups: readonly ListGroup[];
  readonly pager: PagerModel;
  /** What it says where nothing stands on it. */
  readonly empty: string;
  /** The page's full address, for whoever holds it on paper. */
  readonly address: string;
  /** Where its feed is; null where only members read it. */
  readonly feedHref: string | null;
  /** Where a visitor writes to the owners; null where they take no messages. */
  readonly writeHref: string | null;
  /** What members are told over it. */
  readonly notice?: ReactNode;
}

/** The class of what holds a list. */
export const LIST_PAGE_CLASS = "list-page";

/** How many pictures load eagerly. */
const ABOVE_THE_FOLD = 8;

/** What is wanted or for trade, as a list that reads well on paper. */
export function ListContents(props: ListPageProps) {
  const { title, count, groups, pager, empty, address, feedHref, writeHref, notice } = props;
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
        {groups.length > 0 && <p className="page-count">{count}</p>}
      </div>
      {notice}
      {groups.length === 0 && (
        <div className="empty">
          <p className="empty-line">{empty}</p>
          <a className="button" href="/">
            To the shelf
          </a>
        </div>
      )}
      {groups.map((group, index) => (
        <section className="list-group" key={group.title}>
          {groups.length > 1 || group.title !== title ? <h2>{group.title}</h2> : null}
          <ol className="list">
            {group.entries.map((entry, place) => (
              <Entry
                key={entry.slug}
                entry={entry}
                eager={index === 0 && place < ABOVE_THE_FOLD}
                writes={writeHref !== null}
              />
            ))}
          </ol>
        </section>
      ))}
      <Pager pager={pager} />
      {(feedHref || writeHref) && (
        <p className="list-ways">
          {writeHref && (
            <a className="list-follow" href={writeHref} rel="nofollow">
              Write to the owner
            </a>
          )}
          {feedHref && (
            <a className="list-follow" href={feedHref}>
              Follow this list in a feed reader
            </a>
          )}
        </p>
      )}
      <p className="list-address">{address}</p>
    </>
  );
}

function Entry(props: {
  readonly entry: ListEntry;
  readonly eager: boolean;
  /** Whether it leads to where one writes about it. */
  readonly writes: boolean;
}) {
  const { entry, eager, writes } = props;
  const { slug, name, picture, said, marks } = entry;
  const { src, width, height } = picture;
  const line = present([entry.animal, entry.variant, entry.styleNumber, entry.year]).join(" · ");
  return (
    <li className="list-entry">
      <div className="list-picture">
        <img src={src} width={width} height={height} alt="" loading={eager ? "eager" : "lazy"} />
      </div>
      <div className="list-text">
        <h3>
          <a href={`/items/${slug}`}>
            <bdi>{name}</bdi>
          </a>
        </h3>
        {line && <p className="list-line">{line}</p>}
        {said.map((one) => (
          <p className="list-said" key={one} dir="auto">
            {one}
          </p>
        ))}
        <Marks marks={marks} />
        {writes && (
          <p className="list-write">
            <a
              className="list-writes"
              href={`/items/${slug}/write`}
              rel="nofollow"
              aria-label={`Write about it: ${name}`}
            >
              Write about it
            </a>
          </p>
        )}
      </div>
    </li>
  );
}
