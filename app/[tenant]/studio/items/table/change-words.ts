import { writeMoney } from "@/components/studio/values/money";
import type { Preview, Progress } from "@/db/tenant/queries/table/bulk-edits";
import { type Change, fieldOfChange } from "@/db/tenant/queries/table/change";
import { cellText, valueInWords } from "./cell-words";
import type { ShownRow } from "./shown-rows";

/** A number of items in words. */
export function itemsInWords(count: number): string {
  return count === 1 ? "1 item" : `${count.toLocaleString("en")} items`;
}

/** What a change does to so many items, as a sentence without its full stop: "Put 20 items up for trade". */
export function changeInWords(change: Change, count: number): string {
  const items = itemsInWords(count);
  const field = fieldOfChange(change);
  const label = field?.label.toLowerCase() ?? "";
  switch (change.do) {
    case "trash":
      return `Move ${items} to the trash`;
    case "duplicate":
      return `Duplicate ${items}`;
    case "clear":
      return `Empty the ${label} of ${items}`;
    case "add":
      return `Add the tag “${change.value}” to ${items}`;
    case "remove":
      return `Take the tag “${change.value}” from ${items}`;
    case "set":
      if (change.field === "status" && change.value === "trade") return `Put ${items} up for trade`;
      if (change.field === "status" && change.value === "sale") return `Put ${items} up for sale`;
      return `Set the ${label} of ${items} to “${field ? afterInWords(change) : change.value}”`;
  }
}

/** What stands in the cell afterwards. */
function afterInWords(change: Change, row?: ShownRow): string {
  const field = fieldOfChange(change);
  if (!field || !("field" in change)) return change.do === "trash" ? "in the trash" : "twice";
  if (change.do === "clear") return "empty";
  if (change.do === "add") return [...(row?.tags ?? []), change.value].join(", ");
  if (change.do === "remove")
    return (row?.tags ?? []).filter((tag) => tag !== change.value).join(", ") || "empty";
  if (field.type !== "money") return valueInWords(field, change.value);
  const [currency = "", minor = ""] = change.value.split(" ");
  return `${writeMoney(Number(minor), currency)} ${currency}`;
}

/** One example of a change: what stands in the cell, and what will. */
export function exampleInWords(change: Change, row: ShownRow): string {
  const field = fieldOfChange(change);
  if (!field) return row.name;
  return `${row.name}: ${cellText(field, row) || "empty"} → ${afterInWords(change, row)}`;
}

/** What a preview says beside the number that changes. */
export function restInWords(
  change: Change,
  { total, changes, unable }: Pick<Preview, "total" | "changes" | "unable">,
): string {
  const already = total - changes - unable;
  const field = fieldOfChange(change);
  return [
    already > 0 && `${itemsInWords(already)} ${already === 1 ? "is" : "are"} so already.`,
    unable > 0 &&
      (field?.of === "copy"
        ? `${itemsInWords(unable)} ${unable === 1 ? "has" : "have"} no copy to write it on.`
        : `${itemsInWords(unable)} ${unable === 1 ? "carries" : "carry"} as many tags as there may be.`),
    field?.of === "copy" && changes > 0 && "It is written on every copy of an item.",
  ]
    .filter(Boolean)
    .join(" ");
}

/** How a bulk edit ended. */
export function endInWords({ changed, leftAlone, left, problem }: Progress): string {
  const names = left.slice(0, 3).map(({ name }) => name);
  return [
    problem,
    `${itemsInWords(changed)} changed.`,
    leftAlone > 0 && leftInWords(leftAlone, names),
  ]
    .filter(Boolean)
    .join(" ");
}

/** What was left alone, because somebody else has changed it. */
function leftInWords(count: number, names: readonly string[]): string {
  const more = count > names.length ? ` and ${count - names.length} more` : "";
  return `Changed by somebody meanwhile and left alone: ${names.join(", ")}${more}.`;
}
