import type { Metadata } from "next";
import { UNSURE } from "@/base/tag-guide/questions";
import { WhichTagPage } from "@/components/guide/which-tag-page";
import { RARITY_PATH, WHICH_TAG_PATH } from "./tag-guide-address";
import { answersOf, askedIn, endingOf, readGuide, stepsOf } from "./tag-guide-view";

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** The page is one for search engines, whatever was answered. */
export function whichTagMetadata(params: Params): Metadata {
  return {
    title: "Which tag is it?",
    description:
      "Drawn questions tell the generation of a swing tag or tush tag, how sure that is, and where sources disagree.",
    alternates: { canonical: WHICH_TAG_PATH },
    robots: readGuide(params).walk ? { index: false } : undefined,
  };
}

/** Which tag it is, by the answers in the address. */
export function WhichTag({ params }: { readonly params: Params }) {
  const guide = readGuide(params);
  const asked = askedIn(guide);
  const key = asked?.part ?? "";
  return (
    <WhichTagPage
      asked={asked}
      ending={endingOf(guide)}
      steps={stepsOf(guide)}
      hrefOf={(answer) => hrefOf([...answersOf(guide), [key, answer?.value ?? UNSURE]])}
      backTo={(at) => hrefOf(answersOf(guide).slice(0, at))}
      rarityHref={RARITY_PATH}
    />
  );
}

function hrefOf(answers: ReturnType<typeof answersOf>): string {
  const query = new URLSearchParams(answers.map(([key, value]) => [key, value])).toString();
  return query ? `${WHICH_TAG_PATH}?${query}` : WHICH_TAG_PATH;
}
