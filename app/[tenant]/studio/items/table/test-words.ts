import type { TableField, TableFields } from "@/db/tenant/queries/table/fields";
import type { Operator, Test } from "@/db/tenant/queries/table/filter";
import { valueInWords } from "./cell-words";

const WORDS: Readonly<Record<Operator, string>> = {
  is: "is",
  "is-not": "is not",
  contains: "contains",
  "one-of": "is one of",
  between: "is between",
  empty: "is empty",
  filled: "is not empty",
};

/** A comparison as people read it; of tags and copies one is enough. */
export function operatorInWords(field: TableField, is: Operator): string {
  if (field.type === "photo") return is === "empty" ? "is missing" : "is there";
  if (field.type === "want") return is === "empty" ? "no" : "yes";
  if (field.type === "place")
    return { ...WORDS, is: "is in", "is-not": "is not in", "one-of": "is in one of" }[is];
  if (field.type !== "choices") return WORDS[is];
  return { ...WORDS, is: "has", "is-not": "has not", "one-of": "has one of" }[is];
}

/** A test as a sentence: "Introduced is between 1994 and 1996". */
export function testInWords(test: Test, fields: TableFields): string {
  const field = fields.named(test.field);
  if (!field) return test.field;
  const words = `${field.label} ${operatorInWords(field, test.is)}`;
  const value = (one: string) => {
    if (test.is === "contains" || (field.type === "yes/no" && !field.own)) return one;
    return valueInWords(field, one);
  };
  switch (test.is) {
    case "empty":
    case "filled":
      return words;
    case "between":
      if (!test.to) return `${field.label} is ${value(test.from)} or more`;
      if (!test.from) return `${field.label} is ${value(test.to)} or less`;
      return `${words} ${value(test.from)} and ${value(test.to)}`;
    case "one-of":
      return `${words} ${test.values.map(value).join(", ")}`;
    default:
      return `${words} ${value(test.value)}`;
  }
}
