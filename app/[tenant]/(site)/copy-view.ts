import type { ItemCopy } from "@/components/site/item-model";
import { STATUS_WORDS, type Status } from "@/db/tenant/choices";
import { fieldsOf, type KeyOf, type Named } from "@/db/tenant/fields";
import type { Copy } from "@/db/tenant/item";
import { valueInWords } from "../field-words";

/** A copy in the words of a visitor. */
export function copyOf(copy: Copy, index: number, status: Status): ItemCopy {
  const told = fieldsOf("copy").filter(({ key }) => key !== "label");
  const isNote = ({ type }: Named<KeyOf<"copy">>) => type === "long text" || type === "money";
  return {
    label: copy.label || `Copy ${index + 1}`,
    said: told.filter((field) => !isNote(field)).flatMap((field) => said(field, copy)),
    notes: told.filter(isNote).flatMap((field) => said(field, copy)),
    forTradeOrSale: status === "trade" || status === "sale" ? STATUS_WORDS[status] : null,
  };
}

/** A field of a copy as a part of a sentence: "acquired June 2021"; of a long text, the text. */
function said(field: Named<KeyOf<"copy">>, copy: Copy): string[] {
  const words = valueInWords(field, copy[field.key], copy.currency);
  if (!words) return [];
  if (field.alone || field.type === "long text") return [words];
  if (field.type === "money") return [`${field.label} ${words}`];
  return [`${field.label.toLowerCase()} ${field.numbered ? words.toLowerCase() : words}`];
}
