import type { Skin } from "@/themes/skin";
import type { ItemCopy, ItemDetail, Picture } from "./model";
import { genusOf, marksOf, present } from "./words";

export interface ItemPageProps {
  readonly skin: Skin;
  readonly item: ItemDetail;
  /** The page's own full address, to be passed on. */
  readonly address: string;
}

/** One item: pictures, facts, the copies owned, the story, tags and the way to its neighbours. */
export function ItemPage({ skin, item, address }: ItemPageProps) {
  const marks = marksOf(item);
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
          {marks.length > 0 && (
            <p className="marks">
              {marks.map((mark) => (
                <span className="mark" key={mark}>
                  {mark}
                </span>
              ))}
            </p>
          )}
        </header>
        <dl className="facts">
          {item.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
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

function Gallery({ item }: { item: ItemDetail }) {
  const [first, ...others] = item.pictures.length > 0 ? item.pictures : [item.picture];
  return (
    <div className="gallery">
      {first && <Photo picture={first} className="gallery-first" />}
      {others.length > 0 && (
        <ul className="gallery-others">
          {others.map((picture) => (
            <li key={picture.src}>
              <a href={picture.src}>
                <Photo picture={picture} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Photo({ picture, className }: { picture: Picture; className?: string }) {
  const { src, width, height, alt } = picture;
  return <img className={className} src={src} width={width} height={height} alt={alt} />;
}

function Story({ text }: { text: string }) {
  return (
    <section className="story" aria-label="Story">
      {text
        .split(/\n\s*\n/)
        .filter((paragraph) => paragraph.trim())
        .map((paragraph) => (
          <p key={paragraph}>{paragraph.trim()}</p>
        ))}
    </section>
  );
}

function Copies({ copies }: { copies: readonly ItemCopy[] }) {
  return (
    <section className="copies">
      <h2>{copies.length === 1 ? "The copy here" : `The ${copies.length} copies here`}</h2>
      <ul>
        {copies.map((copy) => (
          <li key={copy.label}>
            <h3>{copy.label}</h3>
            <p>
              {present([
                copy.condition,
                copy.swingTag && `swing tag ${copy.swingTag}`,
                copy.tushTag && `tush tag ${copy.tushTag}`,
                copy.acquired && `acquired ${copy.acquired}`,
              ]).join(", ")}
            </p>
            {present([copy.conditionNote, copy.note]).map((note) => (
              <p className="copy-note" key={note}>
                {note}
              </p>
            ))}
            {copy.forTradeOrSale && (
              <p className="marks">
                <span className="mark">{copy.forTradeOrSale}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Share({ name, address }: { name: string; address: string }) {
  const mail = `mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(address)}`;
  return (
    <section className="share" aria-label="Pass it on">
      <a href={mail}>Send by mail</a>
      <span className="share-address">{address}</span>
    </section>
  );
}

function Neighbours({ item }: { item: ItemDetail }) {
  if (!item.prev && !item.next) return null;
  return (
    <nav className="neighbours" aria-label="Neighbours on the shelf">
      {item.prev ? (
        <a href={`/items/${item.prev.slug}`} rel="prev">
          <span>Before</span> {item.prev.name}
        </a>
      ) : (
        <span />
      )}
      {item.next ? (
        <a href={`/items/${item.next.slug}`} rel="next">
          <span>After</span> {item.next.name}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
