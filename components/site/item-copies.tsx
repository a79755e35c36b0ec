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
            <Marks marks={present([copy.forTradeOrSale])} />
          </li>
        ))}
      </ul>
    </section>
  );
}
