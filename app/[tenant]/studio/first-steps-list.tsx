import type { ReactNode } from "react";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { WORDS, type Words } from "./first-step-words";
import type { Step } from "./first-steps";
import { SendAgain } from "./send-again";

/** What a young site still needs, in order; done steps stay in sight until all are. */
export function FirstSteps({
  steps,
  email,
}: {
  readonly steps: readonly Step[];
  readonly email: string;
}) {
  const done = steps.filter((step) => step.done).length;
  return (
    <section className="st-block" aria-labelledby="steps">
      <h2 id="steps">
        First steps <span className="st-sub st-num">{`${done} of ${steps.length}`}</span>
      </h2>
      <ol className="home-steps">
        {steps.map((step) => (
          <StepRow key={step.key} step={step} words={WORDS[step.key]}>
            {step.key === "confirm" && <SendAgain email={email} />}
          </StepRow>
        ))}
      </ol>
    </section>
  );
}

function StepRow({ step, words, children }: { step: Step; words: Words; children: ReactNode }) {
  return (
    <li className="home-step" data-done={step.done || undefined}>
      <span className="home-tick" aria-hidden="true" />
      <div className="home-step-words">
        <p className="home-step-title">
          {words.title}
          {step.done && <span className="visually-hidden"> (done)</span>}
        </p>
        {!step.done && <p className="st-sub">{words.says}</p>}
      </div>
      {!step.done && children}
      {!step.done && words.link && (
        <Link className={classOf("plain", true)} href={words.link.href}>
          {words.link.label}
        </Link>
      )}
    </li>
  );
}
