import type { Fact, Generation, TagKind } from "./generation";
import { type Answer, QUESTIONS, type Question, UNSURE } from "./questions";
import { SWING_TAGS } from "./swing-tags";
import { TUSH_TAGS } from "./tush-tags";

/** A question that was answered; `answer` is null where somebody could not tell. */
export interface Step {
  readonly question: Question;
  readonly answer: Answer | null;
}

/** A question as it is asked now: an answer after which nothing would be left is not offered. */
export interface Asked {
  readonly question: Question;
  readonly answers: readonly Answer[];
}

/** What the tag can't be, by which question and how sure that fact is. */
export interface RuledOut {
  readonly generation: Generation;
  readonly question: Question;
  readonly sure: Fact["sure"];
}

/** Where somebody stands who has answered some questions. */
export interface Walk {
  readonly tag: TagKind;
  readonly steps: readonly Step[];
  /** What it still can be, in the order in which they came; never empty. */
  readonly left: readonly Generation[];
  readonly ruledOut: readonly RuledOut[];
  /** Null at the end. */
  readonly asked: Asked | null;
}

/** By the keys of questions, in no order, of any origin. */
export type Given = Readonly<Record<string, unknown>>;

export const GENERATIONS: Readonly<Record<TagKind, readonly Generation[]>> = {
  swing: SWING_TAGS,
  tush: TUSH_TAGS,
};

/**
 * Follows answers as far as they go. Questions have one order, so the same answers lead to the same place in whichever
 * order they are given; what answers nothing that is asked on the way, or could not be true, is passed over.
 */
export function walk(tag: TagKind, given: Given): Walk {
  const steps: Step[] = [];
  const ruledOut: RuledOut[] = [];
  let left = GENERATIONS[tag];
  for (const question of QUESTIONS[tag]) {
    const answers = offered(question, left);
    if (!tellsApart(question, answers, left)) continue;
    const value = Object.hasOwn(given, question.key) ? given[question.key] : undefined;
    const answer = answers.find((one) => one.value === value) ?? null;
    if (!answer && value !== UNSURE)
      return { tag, steps, left, ruledOut, asked: { question, answers } };
    steps.push({ question, answer });
    if (!answer) continue;
    for (const generation of left)
      if (!fits(generation, question, answer))
        ruledOut.push({ generation, question, sure: surenessOf(generation, question) });
    left = left.filter((generation) => fits(generation, question, answer));
  }
  return { tag, steps, left, ruledOut, asked: null };
}

/** Whether an answer leaves it open that the tag is of a generation. */
function fits({ looks, since }: Generation, { key }: Question, { value }: Answer): boolean {
  if (key === "made") return value === "later" || !since || since.year <= Number(value);
  const look = looks[key];
  return look === undefined || look.says === value;
}

function surenessOf({ looks, since }: Generation, { key }: Question): Fact["sure"] {
  return (key === "made" ? since?.sure : looks[key]?.sure) ?? "told";
}

/**
 * The answers that leave something, each of them once: of moments that leave the same, the latest is enough, because
 * whoever can say an earlier one can say that one too.
 */
function offered(question: Question, left: readonly Generation[]): Answer[] {
  const answers = question.answers.filter((answer) =>
    left.some((generation) => fits(generation, question, answer)),
  );
  if (question.key !== "made") return answers;
  return answers.filter((answer, at) => {
    const next = answers[at + 1];
    return (
      !next ||
      next.value === "later" ||
      leaves(question, answer, left) !== leaves(question, next, left)
    );
  });
}

/** Whether two answers would leave different ones of those of which anything is known here. */
function tellsApart(
  question: Question,
  answers: readonly Answer[],
  left: readonly Generation[],
): boolean {
  const known = left.filter(({ looks, since }) =>
    question.key === "made" ? since : looks[question.key],
  );
  const results = answers.map((answer) => leaves(question, answer, known)).filter(Boolean);
  return new Set(results).size > 1;
}

function leaves(question: Question, answer: Answer, among: readonly Generation[]): string {
  return among
    .filter((generation) => fits(generation, question, answer))
    .map(({ key }) => key)
    .join(" ");
}

/** What the tag is told to be, where that says something of an answer: how sure a fact that answer is for it. */
export function surenessFor(
  { looks }: Generation,
  { question, answer }: Step,
): Fact["sure"] | null {
  // That none of the two animals with tags of their own wears it says nothing of the tag.
  if (question.key === "wearer" && answer?.value === "other") return null;
  const look = answer && looks[question.key];
  return look?.sure ?? null;
}
