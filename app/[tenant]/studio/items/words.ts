import type { Option } from "@/components/ui/field";
import { fieldOf } from "@/db/tenant/fields";
import { SORTS } from "@/db/tenant/shelf-fields";
import { sortInWords } from "../../(site)/shelf-url";
import { wordOf } from "../../field-words";

export const STATUS_OPTIONS = optionsOf("status");
export const VISIBILITY_OPTIONS = optionsOf("visibility");
export const SORT_OPTIONS: readonly Option[] = SORTS.map((value) => ({
  value,
  label: sortInWords(value),
}));

function optionsOf(key: "status" | "visibility"): Option[] {
  const field = fieldOf("item", key);
  return (field.values ?? []).map((value) => ({ value, label: wordOf(field, value) }));
}
