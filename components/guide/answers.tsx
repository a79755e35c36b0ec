import type { ReactNode } from "react";
import type { AnswerChoice, AskedView } from "./model";
import { TagDrawing } from "./tag-drawing";

interface AnswersProps {
  readonly asked: AskedView;
  /** What an answer is pressed by: a link on a page, a button in the studio. */
  readonly pressed: (answer: AnswerChoice | null, face: ReactNode) => ReactNode;
}

/** The answers to a question as drawings to choose from, and the way on for whoever can't tell. */
export function Answers({ asked, pressed }: AnswersProps) {
  return (
    <>
      <ul className="guide-answers">
        {asked.answers.map((answer) => (
          <li key={answer.value}>
            {pressed(
              answer,
              <>
                <Drawn asked={asked} answer={answer} />
                <span>{answer.label}</span>
              </>,
            )}
          </li>
        ))}
      </ul>
      {asked.tag && <p className="guide-unsure">{pressed(null, "I can’t tell")}</p>}
    </>
  );
}

function Drawn({ asked, answer }: { readonly asked: AskedView; readonly answer: AnswerChoice }) {
  const { tag, part, looks } = asked;
  if (tag) return <TagDrawing tag={tag} part={part} looks={{ ...looks, [part]: answer.value }} />;
  return answer.value === "swing" ? (
    <TagDrawing tag="swing" looks={{ opens: "book", letters: "thick" }} />
  ) : (
    <TagDrawing tag="tush" looks={{ heart: "red", name: "printed" }} />
  );
}
