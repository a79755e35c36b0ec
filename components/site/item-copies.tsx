import type { ItemCopy } from "./item-model";
import { Marks } from "./marks";
import { present } from "./words";

/** The copies owned, each with its state. */
export function Copies({ copies }: { copies: readonly ItemCopy[] }) {
  return (
    <section className="copies">
      <h2>{copies.length === 1 ? "The copy here" : `The ${copies.length} copies here`}</h2>
      <ul>
        {copies.map((copy) => (
          <li key={copy.label}>
            <h3>{copy.label}</h3>
            <p>{copy.said.join(", ")}</p>
            {copy.notes.map((note) => (
              <p className="copy-note" key={note}>
                {note}
              </p>
            ))}
            <Marks marks={present([copy.forTradeOrSale])} />
          </li>
        ))}
      </ul>
    </section>
  );
}
