import type { FieldType } from "@/db/tenant/field";

/** What people call the types of a field, each with what it holds. */
export const TYPE_WORDS: Readonly<Record<FieldType, { label: string; hint: string }>> = {
  text: { label: "Text", hint: "One line" },
  "long text": { label: "Long text", hint: "Several lines" },
  number: { label: "Number", hint: "With a unit if you like, such as 20 cm" },
  money: { label: "Money", hint: "An amount with its currency" },
  date: { label: "Date", hint: "As much as you know: 1995, June 1995" },
  choice: { label: "Choice", hint: "One of a list" },
  choices: { label: "Several choices", hint: "Any of a list" },
  "yes/no": { label: "Yes or no", hint: "Or not noted" },
  link: { label: "Link", hint: "An address of the web" },
};

/** "12 items", "1 item", "no item yet". */
export function itemsInWords(count: number): string {
  if (count === 0) return "no item yet";
  return count === 1 ? "1 item" : `${count.toLocaleString("en")} items`;
}
