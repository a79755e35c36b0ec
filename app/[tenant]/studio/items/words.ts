import type { Choice } from "@/components/ui/choices";
import type { Option } from "@/components/ui/field";
import {
  CONDITIONS,
  STATUSES,
  SWING_TAGS,
  TUSH_TAGS,
  VISIBILITIES,
  type Visibility,
} from "@/db/tenant/item";
import { CONDITION_WORDS, STATUS_WORDS, tagInWords, VISIBILITY_WORDS } from "../../item-words";

export const STATUS_OPTIONS = optionsOf(STATUSES, STATUS_WORDS);
export const VISIBILITY_OPTIONS = optionsOf(VISIBILITIES, VISIBILITY_WORDS);
export const CONDITION_OPTIONS = optionsOf(CONDITIONS, CONDITION_WORDS);
export const SWING_TAG_OPTIONS = generations(SWING_TAGS);
export const TUSH_TAG_OPTIONS = generations(TUSH_TAGS);

const SEEN_BY: Readonly<Record<Visibility, string>> = {
  public: "On the shelf, for everyone.",
  unlisted: "Who has the link sees it; it is on no list.",
  private: "Only members of this site see it.",
};

/** Who sees an item, each with what it means. */
export const VISIBILITY_CHOICES: readonly Choice<Visibility>[] = VISIBILITY_OPTIONS.map(
  (option) => ({ ...option, hint: SEEN_BY[option.value] }),
);

/** The options, with one more for a stored value that is not among them. */
export function withStored(options: readonly Option[], value: string): readonly Option[] {
  return options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }];
}

function optionsOf<Value extends string>(
  values: readonly Value[],
  words: Readonly<Record<Value, string>>,
) {
  return values.map((value) => ({ value, label: words[value] }));
}

function generations(codes: readonly string[]): Option[] {
  return [
    { value: "", label: "Not noted" },
    ...codes.map((value) => ({
      value,
      label: value === "unsure" ? "Unsure" : (tagInWords(value) ?? value),
    })),
  ];
}
