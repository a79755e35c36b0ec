import type { QuestionKey, TagKind } from "./generation";

export interface Answer {
  /** As it stands in addresses. */
  readonly value: string;
  readonly label: string;
}

export interface Question {
  readonly key: QuestionKey;
  readonly title: string;
  /** Where to look, or what not to be misled by. */
  readonly hint: string;
  readonly answers: readonly Answer[];
}

/** What stands in the place of an answer where somebody can't tell. */
export const UNSURE = "unsure";

/** What is asked first of all. */
export const WHICH_TAG: { readonly title: string; readonly answers: readonly Answer[] } = {
  title: "Which tag do you hold?",
  answers: [
    { value: "swing", label: "The swing tag, the paper heart at the ear" },
    { value: "tush", label: "The tush tag, sewn into the seam below" },
  ],
};

/** In the order in which they are asked. A question that could not tell anything apart any more is passed over. */
export const QUESTIONS: Readonly<Record<TagKind, readonly Question[]>> = {
  swing: [
    {
      key: "opens",
      title: "Does it open?",
      hint: "Look at its edge from the side, and bend nothing: a crease stays.",
      answers: [
        { value: "flat", label: "No, it is one piece" },
        { value: "book", label: "Yes, like a book" },
      ],
    },
    {
      key: "star",
      title: "Is there a star on its front?",
      hint: "Turn it in the light: a hologram changes its colours.",
      answers: [
        { value: "none", label: "No star" },
        { value: "yellow", label: "A yellow star" },
        { value: "hologram", label: "A star that shimmers" },
        { value: "white", label: "A white star, or one of another colour" },
      ],
    },
    {
      key: "letters",
      title: "How are the large letters on its front?",
      hint: "Compare how thick their lines are, not what they say.",
      answers: [
        { value: "thin", label: "Thin lines" },
        { value: "thick", label: "Thick and round" },
      ],
    },
    {
      key: "wearer",
      title: "Who wears it?",
      hint: "Two kinds have a tag of their own.",
      answers: [
        { value: "princess", label: "Princess, the bear with number 4300" },
        { value: "zodiac", label: "A Zodiac animal of 2000" },
        { value: "other", label: "Somebody else" },
      ],
    },
    {
      key: "wording",
      title: "What does the star say?",
      hint: "The letters in the star are small. A photograph, made larger, helps.",
      answers: [
        { value: "2000", label: "2000" },
        { value: "other", label: "Something else" },
      ],
    },
    {
      key: "inside",
      title: "What stands inside?",
      hint: "Lift the front only as far as it goes by itself.",
      answers: [
        { value: "none", label: "No poem" },
        { value: "upright", label: "A poem in upright print" },
        { value: "round", label: "A poem in rounded letters, as if by hand" },
      ],
    },
    {
      key: "made",
      title: "By when was it surely made?",
      hint: "A receipt, a letter or a photograph can tell. A year on the tag says only that it is no older.",
      answers: [
        { value: "1994", label: "By the end of 1994" },
        { value: "1997", label: "By the end of 1997" },
        { value: "1999", label: "By the end of 1999" },
        { value: "2000", label: "By the end of 2000" },
        { value: "later", label: "In 2001 or later" },
      ],
    },
  ],
  tush: [
    {
      key: "kind",
      title: "How is it made?",
      hint: "Count the tags in the seam, and feel whether the letters are thread.",
      answers: [
        { value: "printed", label: "One tag, printed" },
        { value: "two", label: "Two tags side by side" },
        { value: "embroidered", label: "Embroidered" },
      ],
    },
    {
      key: "heart",
      title: "Is there a red heart on it?",
      hint: "Look at both sides. Red fades to pink.",
      answers: [
        { value: "none", label: "No, black print alone" },
        { value: "red", label: "Yes, a red heart" },
      ],
    },
    {
      key: "name",
      title: "Does it name the animal?",
      hint: "The name stands by itself, not among the small print.",
      answers: [
        { value: "none", label: "No name" },
        { value: "printed", label: "Yes, its name is printed" },
      ],
    },
    {
      key: "wearer",
      title: "Who wears it?",
      hint: "One bear has a tag of its own.",
      answers: [
        { value: "princess", label: "Princess, the bear with number 4300" },
        { value: "other", label: "Somebody else" },
      ],
    },
  ],
};
