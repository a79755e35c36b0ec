import type { Skin } from "@/themes/skin";
import { Gallery } from "./gallery";
import { genusOf } from "./genera";
import { Copies } from "./item-copies";
import type { ItemDetail } from "./item-model";
import { Neighbours, Share } from "./item-ways";
import { Marks } from "./marks";
import { Story } from "./story";
import { present } from "./words";

export interface ItemPageProps {
  readonly skin: Skin;
  readonly item: ItemDetail;
  /** The page's full address, for sharing. */
  readonly address: string;
  /** Where a visitor writes to the owners about it; null where they take no messages. */
  readonly writeHref: string | null;
  /** The site's name. */
  readonly site: string;
}

/** One item: pictures, facts, the copies owned, the story, tags and the way to its neighbours. */
export function ItemPage({ skin, item, address, writeHref, site }: ItemPageProps) {
  return (
    <article className="item">
      <p className="item-back">
        <a href="/">{skin.words.collection}</a>
      </p>
      <Gallery item={item} />
      <div className="item-text">
        <header className="item-head">
          <p className="item-number">{numberOf(skin, item)}</p>
          <h1 className="page-title">{item.name}</h1>
          <p className="item-line">{lineOf(skin, item)}</p>
          <Marks marks={item.marks} />
        </header>
        <dl className="facts">
          {item.facts.map(({ label, value, href }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {href ? (
                  <a href={href} rel="nofollow ugc noopener">
                    {value}
                  </a>
                ) : (
                  value
                )}
              </dd>
            </div>
          ))}
        </dl>
        {item.story && <Story text={item.story} />}
        {item.copies.length > 0 && <Copies copies={item.copies} />}
        {item.tags.length > 0 && (
          <ul className="item-tags" aria-label="Tags">
            {item.tags.map((tag) => (
              <li key={tag.href}>
                <a href={tag.href}>{tag.label}</a>
              </li>
            ))}
          </ul>
        )}
        {writeHref && (
          <p className="write-ways">
            <a href={writeHref} rel="nofollow">
              Write to <bdi>{site}</bdi> about it
            </a>
          </p>
        )}
        <Share name={item.name} address={address} />
      </div>
      <Neighbours item={item} />
    </article>
  );
}

function numberOf(skin: Skin, item: ItemDetail): string {
  if (skin.detail === "plate") return `Plate ${item.number}`;
  if (skin.detail === "prompt") return `cat ${item.slug}`;
  if (skin.detail === "poster" || skin.detail === "ledger") {
    return item.styleNumber ?? `No. ${item.number}`;
  }
  return `No. ${item.number}`;
}

function lineOf(skin: Skin, item: ItemDetail): string {
  const kind = skin.detail === "plate" ? genusOf(item.animal) : item.animal;
  return present([kind, item.variant, item.year]).join(", ");
}
