import type { ItemDetail } from "./item-model";

/** The ways to pass an item on. */
export function Share({ name, address }: { name: string; address: string }) {
  const mail = `mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(address)}`;
  return (
    <section className="share" aria-label="Pass it on">
      <a href={mail}>Send by mail</a>
      <span className="share-address">{address}</span>
    </section>
  );
}

/** The items before and after on the shelf, where there are any. */
export function Neighbours({ item }: { item: ItemDetail }) {
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
