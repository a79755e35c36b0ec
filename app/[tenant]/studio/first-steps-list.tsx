import Link from "next/link";
import type { ReactNode } from "react";
import { classOf } from "@/components/ui/button";
import type { Step } from "./first-steps";
import { SendAgain } from "./send-again";

interface Words {
  readonly title: string;
  readonly says: string;
  readonly link?: { readonly href: string; readonly label: string };
}

const WORDS: Record<Step["key"], Words> = {
  confirm: {
    title: "Confirm your e-mail address",
    says: "It opens the site to everyone.",
  },
  skin: {
    title: "Choose a skin",
    says: "Eight to start from, seen on your own items.",
    link: { href: "/studio/skin", label: "Open skins" },
  },
  item: {
    title: "Add the first item",
    says: "A name is enough; the rest can come later.",
    link: { href: "/studio/items/new", label: "New item" },
  },
  photo: {
    title: "Add a photo",
    says: "Until then a plush is drawn from the animal and its colour.",
    link: { href: "/studio/items", label: "Choose an item" },
  },
  share: {
    title: "Invite somebody, or copy the address",
    says: "Editors add items, viewers see what is private.",
    link: { href: "/studio/members", label: "Invite" },
  },
};

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
