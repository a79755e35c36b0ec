import type { EndingView, GenerationView } from "./model";
import { TagDrawing } from "./tag-drawing";

/** What a tag is or can be, how sure that is, and what speaks for it. */
export function Ending({ ending }: { readonly ending: EndingView }) {
  return (
    <>
      <p className="guide-sure">
        <strong>{ending.sure.word}</strong> {ending.sure.because}
      </p>
      <div className="guide-found">
        {ending.left.map((generation) => (
          <Found
            key={generation.key}
            tag={ending.tag}
            generation={generation}
            isAlone={ending.left.length === 1}
          />
        ))}
      </div>
      {ending.many.length > 0 && (
        <ul className="guide-many">
          {ending.many.map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      )}
      {ending.ruledOut.length > 0 && (
        <details className="guide-out">
          <summary>What it is not, and why</summary>
          <dl>
            {ending.ruledOut.map(({ title, because }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{because}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

interface FoundProps {
  readonly tag: "swing" | "tush";
  readonly generation: GenerationView;
  /** Its title stands over the page already. */
  readonly isAlone: boolean;
}

function Found({ tag, generation, isAlone }: FoundProps) {
  const { title, looks, told, disputed, earliest, sources } = generation;
  return (
    <section aria-label={title}>
      <div className="guide-pictures">
        <TagDrawing tag={tag} looks={looks} />
        {looks.inside && looks.inside !== "none" && (
          <TagDrawing tag={tag} looks={looks} part="inside" />
        )}
      </div>
      <div>
        {!isAlone && <h2>{title}</h2>}
        <ul className="guide-told">
          {told.map(({ says, sure, isAgreed }) => (
            <li key={says} data-agreed={isAgreed || undefined}>
              {says} <span className="guide-how-sure">{sure}</span>
            </li>
          ))}
        </ul>
        {!told.some(({ isAgreed }) => isAgreed) && (
          <p className="guide-note">No two of our sources agree on how it looks.</p>
        )}
        {earliest.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {disputed && (
          <p>
            <b>Sources disagree.</b> {disputed}
          </p>
        )}
        <p className="guide-note">From {sources}.</p>
      </div>
    </section>
  );
}
