import type { ItemCopy } from "./item-model";
import { Marks } from "./marks";

/** The copies owned, each with its state, and after them those that are gone. */
export function Copies({ copies }: { copies: readonly ItemCopy[] }) {
  const here = copies.filter((copy) => !copy.isGone);
  const gone = copies.filter((copy) => copy.isGone);
  return (
    <>
      {here.length > 0 && (
        <CopyList
          title={here.length === 1 ? "The copy here" : `The ${here.length} copies here`}
          copies={here}
        />
      )}
      {gone.length > 0 && <CopyList title="Here before" copies={gone} />}
    </>
  );
}

function CopyList({ title, copies }: { title: string; copies: readonly ItemCopy[] }) {
  return (
    <section className="copies">
      <h2>{title}</h2>
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
            {copy.certificates.map(({ small, src, width, height, alt }) => (
              <a className="copy-certificate" href={src} key={src}>
                <img src={small} width={width} height={height} alt={alt} loading="lazy" />
              </a>
            ))}
            {copy.forMembers.length > 0 && (
              <p className="copy-note">For members: {copy.forMembers.join(" · ")}</p>
            )}
            <Marks marks={copy.marks} />
          </li>
        ))}
      </ul>
    </section>
  );
}
