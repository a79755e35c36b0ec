import { drawPlush } from "@/components/plush/draw";
import type { CheckView, MythView } from "./model";

interface RarityPageProps {
  readonly checks: readonly CheckView[];
  readonly myths: readonly MythView[];
  readonly whichTagHref: string;
}

/** What tells a rare toy from a common one, and what people believe that doesn't: a list to tick off, on paper too. */
export function RarityPage({ checks, myths, whichTagHref }: RarityPageProps) {
  return (
    <article className="guide rarity">
      <header className="guide-head">
        <h1>Rare or common?</h1>
        <p className="guide-hint">
          Five questions that facts answer, and four beliefs that they do not bear out. Each fact
          has two sources that agree. No price stands here.
        </p>
      </header>
      <ol className="rarity-checks">
        {checks.map((check) => (
          <Check key={check.key} check={check} whichTagHref={whichTagHref} />
        ))}
      </ol>
      <section aria-labelledby="myths">
        <h2 id="myths">What does not make it rare</h2>
        <dl className="rarity-myths">
          {myths.map(({ belief, answer, rests }) => (
            <div key={belief}>
              <dt>
                <span className="rarity-cross" aria-hidden="true">
                  ✕
                </span>
                “{belief}”
              </dt>
              <dd>
                {answer} <span className="guide-how-sure">{rests}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <footer className="guide-foot">
        <p>
          The facts are of Beanie Babies of 1993 to 1999, from beaniepedia, tycollector, a page of
          1999, wikipedia and newspapers, each of them counted where two agree. A yes is a reason to
          look closer and no promise: no two of them say how many were made.
        </p>
        <p className="guide-ways">
          <a href={whichTagHref}>Which tag is it?</a>
        </p>
      </footer>
    </article>
  );
}

function Check({
  check,
  whichTagHref,
}: {
  readonly check: CheckView;
  readonly whichTagHref: string;
}) {
  const { key, title, facts, drawn, bars } = check;
  return (
    <li>
      <div className="rarity-text">
        <h2>{title}</h2>
        <ul className="guide-told">
          {facts.map(({ says, isAgreed }) => (
            <li key={says} data-agreed={isAgreed || undefined}>
              {says}
            </li>
          ))}
        </ul>
        {key === "tag" && (
          <p>
            <a href={whichTagHref}>Find out which one it is</a>
          </p>
        )}
      </div>
      {bars.length > 0 && <Bars bars={bars} />}
      {drawn.length > 0 && (
        <ul className="rarity-toys">
          {drawn.map(({ caption, animal, colour }) => (
            <li key={caption}>
              <img
                src={`data:image/svg+xml,${encodeURIComponent(
                  drawPlush({ name: caption, animal, colour, seed: caption }),
                )}`}
                alt=""
                width={200}
                height={200}
              />
              {caption}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** How many toys come with each swing tag, as bars with their numbers. */
function Bars({ bars }: Pick<CheckView, "bars">) {
  const most = Math.max(...bars.map(({ count }) => count));
  return (
    <dl className="rarity-bars">
      {bars.map(({ label, count }) => (
        <div key={label}>
          <dt>
            <span className="visually-hidden">Swing tag </span>
            {label}
          </dt>
          <dd>
            <span style={{ width: `${Math.round((70 * count) / most)}%` }} />
            {count} toys
          </dd>
        </div>
      ))}
    </dl>
  );
}
