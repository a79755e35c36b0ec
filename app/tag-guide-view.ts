import {
  type EarliestItem,
  type Generation,
  SOURCES,
  type Sureness,
  type TagKind,
} from "@/base/tag-guide/generation";
import { UNSURE, WHICH_TAG } from "@/base/tag-guide/questions";
import { type Given, type Step, surenessFor, type Walk, walk } from "@/base/tag-guide/walk";
import type { AskedView, EndingView, GenerationView, StepView } from "@/components/guide/model";

/** How sure a fact is, in words. */
const SURE_WORDS: Readonly<Record<Sureness, string>> = {
  agreed: "Two sources or more agree.",
  single: "One source says so.",
  told: "Told, but no two sources agree.",
  order: "No source says so; it follows from its neighbours.",
};

/** Where somebody stands in the questions; null before they have said which tag it is. */
export interface Guide {
  readonly walk: Walk | null;
}

/** Reads answers of any origin, such as the parameters of an address. What is no answer to what is asked counts for none. */
export function readGuide(given: Given): Guide {
  const first = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]),
  );
  const tag = WHICH_TAG.answers.find(({ value }) => value === first.tag)?.value as TagKind;
  return { walk: tag ? walk(tag, first) : null };
}

/** The answers that count, under their keys and in the order of the questions. */
export function answersOf({ walk }: Guide): readonly (readonly [string, string])[] {
  if (!walk) return [];
  return [
    ["tag", walk.tag],
    ...walk.steps.map((step) => [step.question.key, step.answer?.value ?? UNSURE] as const),
  ];
}

/** What is asked now, or null at the end. */
export function askedIn({ walk }: Guide): AskedView | null {
  if (!walk)
    return {
      tag: null,
      part: "tag",
      title: "Which tag is it?",
      hint: "Say which one you hold. Drawn questions tell its generation, and any of them may stay open.",
      answers: WHICH_TAG.answers,
      looks: {},
    };
  if (!walk.asked) return null;
  const { question, answers } = walk.asked;
  return {
    tag: walk.tag,
    part: question.key,
    title: question.title,
    hint: question.hint,
    answers,
    looks: looksOf(walk.steps),
  };
}

/** What was answered so far. */
export function stepsOf({ walk }: Guide): StepView[] {
  if (!walk) return [];
  const alone = walk.asked || walk.left.length > 1 ? undefined : walk.left[0];
  const which = WHICH_TAG.answers.find(({ value }) => value === walk.tag);
  return [
    { at: 0, title: WHICH_TAG.title, answer: which?.label ?? "", sure: null },
    ...walk.steps.map((step, index) => {
      const sure = alone && surenessFor(alone, step);
      return {
        at: index + 1,
        title: step.question.title,
        answer: step.answer?.label ?? "I can’t tell",
        sure: sure ? SURE_WORDS[sure] : null,
      };
    }),
  ];
}

/** How many possibilities are shown whole; of more than these nobody learns anything. */
const FEW = 3;

/** What it turned out to be, or null as long as something is asked. */
export function endingOf({ walk }: Guide): EndingView | null {
  if (!walk || walk.asked) return null;
  const { tag, left, steps, ruledOut } = walk;
  const isFew = left.length <= FEW;
  return {
    tag,
    title: isFew ? left.map(({ title }) => title).reduce(or) : `One of ${left.length}`,
    sure: sureOf(left, steps),
    left: isFew ? left.map(viewOf) : [],
    many: isFew ? [] : left.map(({ title }) => title),
    ruledOut: ruledOut.map(({ generation, question, sure }) => ({
      title: generation.title,
      because: `By “${question.title}” ${SURE_WORDS[sure]}`,
    })),
  };
}

/** What can be written into a copy's field, the surest first: each possibility that has a code, and that one is unsure. */
export function codesOf({ walk }: Guide): string[] {
  if (!walk || walk.asked) return [];
  const codes = walk.left.length <= FEW ? walk.left.map(({ code }) => code) : [];
  const isSettled = codes.length === 1 && codes[0] !== null;
  return [...codes.filter((code) => code !== null), ...(isSettled ? [] : [UNSURE])];
}

function sureOf(left: readonly Generation[], steps: readonly Step[]): EndingView["sure"] {
  const [alone, ...others] = left;
  if (others.length >= FEW)
    return {
      word: "Too little was seen.",
      because: "Answer one question more, by changing it below.",
    };
  if (!alone || others.length > 0)
    return { word: "Not settled.", because: "What you saw does not tell these apart." };
  const facts = steps.map((step) => surenessFor(alone, step)).filter((sure) => sure !== null);
  if (facts.length === 0)
    return {
      word: "By exclusion.",
      because: "No source tells how it looks; nothing else is left.",
    };
  return facts.every((sure) => sure === "agreed")
    ? { word: "Sure.", because: "Two sources or more agree on all that you saw of it." }
    : { word: "Likely.", because: "Not all that you saw of it has two sources that agree." };
}

function viewOf(generation: Generation): GenerationView {
  const { key, title, looks, told, disputed, earliest, sources } = generation;
  return {
    key,
    title,
    looks: Object.fromEntries(Object.entries(looks).map(([of, { says }]) => [of, says])),
    told: told.map(({ says, sure }) => ({
      says,
      sure: SURE_WORDS[sure],
      isAgreed: sure === "agreed",
    })),
    disputed: disputed ?? null,
    earliest: earliest.map(inWords),
    sources: LISTED.format(sources.map((source) => SOURCES[source])),
  };
}

const LISTED = new Intl.ListFormat("en", { type: "conjunction" });
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

function inWords({ name, introduced, of }: EarliestItem): string {
  const whose = of ? `The earliest item with generation ${of}` : "The earliest item with it";
  return `${whose} is ${name}, introduced on ${DAY.format(new Date(introduced))}. Two sources agree.`;
}

function or(one: string, other: string): string {
  return `${one}, or ${other.charAt(0).toLowerCase()}${other.slice(1)}`;
}

function looksOf(steps: readonly Step[]): Record<string, string | undefined> {
  return Object.fromEntries(steps.map(({ question, answer }) => [question.key, answer?.value]));
}
