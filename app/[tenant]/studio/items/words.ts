import type { Choice } from "@/components/ui/choices";
import type { Option } from "@/components/ui/field";
import type { ItemValues } from "./item-values";

/** The four states of an item, as the form offers them. */
export const STATUS_CHOICES: readonly Choice<ItemValues["status"]>[] = [
  { value: "owned", label: "In the collection" },
  { value: "wanted", label: "Wanted" },
  { value: "trade", label: "For trade" },
  { value: "sale", label: "For sale" },
];

/** Who sees an item, each with what it means. */
export const VISIBILITY_CHOICES: readonly Choice<ItemValues["visibility"]>[] = [
  { value: "public", label: "Public", hint: "On the shelf, for everyone." },
  { value: "unlisted", label: "Unlisted", hint: "Who has the link sees it; it is on no list." },
  { value: "private", label: "Private", hint: "Only members of this site see it." },
];

export const CONDITION_OPTIONS: readonly Option[] = [
  { value: "", label: "Not graded" },
  { value: "mint", label: "Mint" },
  { value: "near-mint", label: "Near mint" },
  { value: "excellent", label: "Excellent" },
  { value: "good", label: "Good" },
  { value: "played", label: "Played with" },
];

/** Codes of swing-tag generations. Experts count differently, so "unsure" is an answer. */
export const SWING_TAG_OPTIONS: readonly Option[] = generations(20);

/** Codes of tush-tag generations. */
export const TUSH_TAG_OPTIONS: readonly Option[] = generations(13);

/** The options, with one more for a stored value that is not among them. */
export function withStored(options: readonly Option[], value: string): readonly Option[] {
  return options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }];
}

function generations(count: number): Option[] {
  return [
    { value: "", label: "Not noted" },
    { value: "unsure", label: "Unsure" },
    ...Array.from({ length: count }, (_, index) => ({
      value: String(index + 1),
      label: `Generation ${index + 1}`,
    })),
  ];
}
