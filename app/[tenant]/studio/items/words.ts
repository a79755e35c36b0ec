import type { Option } from "@/components/ui/field";
import { PRIORITIES, PRIORITY_WORDS, STANDING_WORDS, STANDINGS } from "@/db/tenant/choices";
import { fieldOf } from "@/db/tenant/fields";
import { SORTS } from "@/db/tenant/shelf-fields";
import { sortInWords } from "../../(site)/shelf-url";
import { wordOf } from "../../field-words";

export const STANDING_OPTIONS: readonly Option[] = STANDINGS.map((value) => ({
  value,
  label: STANDING_WORDS[value],
}));
export const PRIORITY_CHOICES = PRIORITIES.map((value) => ({
  value,
  label: PRIORITY_WORDS[value],
}));
const VISIBILITY = fieldOf("item", "visibility");
export const VISIBILITY_OPTIONS: readonly Option[] = (VISIBILITY.values ?? []).map((value) => ({
  value,
  label: wordOf(VISIBILITY, value),
}));
export const SORT_OPTIONS: readonly Option[] = SORTS.map((value) => ({
  value,
  label: sortInWords(value),
}));
