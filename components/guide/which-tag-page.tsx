import { Answers } from "./answers";
import { Ending } from "./ending";
import type { AnswerChoice, AskedView, EndingView, StepView } from "./model";

interface WhichTagPageProps {
  readonly asked: AskedView | null;
  readonly ending: EndingView | null;
  readonly steps: readonly StepView[];
  /** The page's address with an answer more; null for whoever can't tell. */
  readonly hrefOf: (answer: AnswerChoice | null) => string;
  /** The address at which a step is asked again. */
  readonly backTo: (at: number) => string;
  /** The address of the other page about tags. */
  readonly rarityHref: string;
}

/** Drawn questions about a tag, one at a time, or what it turns out to be. */
export function WhichTagPage(props: WhichTagPageProps) {
  const { asked, ending, steps } = props;
  return (
    <article className="guide">
      <header className="guide-head">
        {steps.length > 0 && (
          <p className="guide-over">
            <a href={props.backTo(0)}>Which tag is it?</a>
          </p>
        )}
        <h1>{ending?.title ?? asked?.title}</h1>
        {asked?.hint && <p className="guide-hint">{asked.hint}</p>}
      </header>
      {asked && (
        <Answers
          asked={asked}
          pressed={(answer, face) => <a href={props.hrefOf(answer)}>{face}</a>}
        />
      )}
      {ending && <Ending ending={ending} />}
      {steps.length > 0 && (
        <section className="guide-steps" aria-labelledby="guide-steps">
          <h2 id="guide-steps">What you saw</h2>
          <ol>
            {steps.map(({ at, title, answer, sure }) => (
              <li key={title}>
                <span>{title}</span> <b>{answer}</b>{" "}
                {sure && <span className="guide-how-sure">{sure} </span>}
                <a href={props.backTo(at)} aria-label={`Change: ${title}`}>
                  Change
                </a>
              </li>
            ))}
          </ol>
        </section>
      )}
      <GuideFoot
        rarityHref={props.rarityHref}
        isEnd={ending !== null}
        againHref={props.backTo(0)}
      />
    </article>
  );
}

function GuideFoot(props: {
  readonly rarityHref: string;
  readonly isEnd: boolean;
  readonly againHref: string;
}) {
  return (
    <footer className="guide-foot">
      <p>
        All of this holds for Beanie Babies, the line that began in 1993. Other lines count their
        tags on their own, and no two of our sources agree on those. The numbering itself is a habit
        of collectors and disputed among them.
      </p>
      <p className="guide-ways">
        {props.isEnd && <a href={props.againHref}>Look at another tag</a>}
        <a href={props.rarityHref}>Rare or common?</a>
      </p>
    </footer>
  );
}
