import type { Template } from "@/db/tenant/own";
import type { Preview, Progress } from "@/db/tenant/queries/table/bulk-edits";
import { type Change, fieldOfChange } from "@/db/tenant/queries/table/change";
import { isOwn, type TableField } from "@/db/tenant/queries/table/fields";
import { cellText, ownValues, valueInWords, writtenInWords } from "./cell-words";
import type { ShownRow } from "./shown-rows";
import type { SiteOfTable } from "./table-site";

/** A number of items in words. */
export function itemsInWords(count: number): string {
  return count === 1 ? "1 item" : `${count.toLocaleString("en")} items`;
}

/** What a change does to so many items, as a sentence without its full stop: "Put 20 items up for trade". */
export function changeInWords(change: Change, count: number, site: SiteOfTable): string {
  const items = itemsInWords(count);
  const field = fieldOfChange(change, site.fields);
  const label = field?.own ? field.label : (field?.label.toLowerCase() ?? "field");
  switch (change.do) {
    case "trash":
      return `Move ${items} to the trash`;
    case "duplicate":
      return `Duplicate ${items}`;
    case "template":
      return `Apply the template “${templateOf(change, site)?.label ?? ""}” to ${items}`;
    case "clear":
      return `Empty the ${label} of ${items}`;
    case "add":
      return field?.own
        ? `Add “${change.value}” to the ${label} of ${items}`
        : `Add the tag “${change.value}” to ${items}`;
    case "remove":
      return field?.own
        ? `Take “${change.value}” from the ${label} of ${items}`
        : `Take the tag “${change.value}” from ${items}`;
    case "set":
      if (change.field === "status" && change.value === "trade") return `Put ${items} up for trade`;
      if (change.field === "status" && change.value === "sale") return `Put ${items} up for sale`;
      return `Set the ${label} of ${items} to “${field ? valueInWords(field, change.value) : change.value}”`;
  }
}

/** What stands in the cell afterwards. */
function afterInWords(change: Change, field: TableField, row: ShownRow): string {
  if (change.do === "set") return valueInWords(field, change.value);
  if (change.do !== "add" && change.do !== "remove") return "empty";
  const before = isOwn(field) ? ownValues(field, row) : row.tags;
  const others = before.filter((one) => one !== change.value);
  const after = change.do === "add" ? [...others, change.value] : others;
  return after.join(", ") || "empty";
}

/** One example of a change: what stands in the cell, and what will. */
export function exampleInWords(change: Change, row: ShownRow, site: SiteOfTable): string {
  if (change.do === "template") {
    const template = templateOf(change, site);
    const filled = template ? filledInWords(template, row, site) : [];
    return `${row.name}: ${filled.join(", ") || "its form shows what is in the template"}`;
  }
  const field = fieldOfChange(change, site.fields);
  if (!field) return row.name;
  return `${row.name}: ${cellText(field, row) || "empty"} → ${afterInWords(change, field, row)}`;
}

function templateOf(
  change: Change & { readonly do: "template" },
  { templates }: SiteOfTable,
): Template | undefined {
  return templates.find(({ id }) => id === change.template);
}

/** What a template fills of an item, because it is empty there. */
function filledInWords(template: Template, row: ShownRow, { fields }: SiteOfTable): string[] {
  return fields.all.flatMap((field) => {
    if (field.of !== "item") return [];
    const begins = isOwn(field)
      ? (template.own[field.own] ?? []).map((one) => writtenInWords(field, one)).join(", ")
      : factInWords(field, template.facts[field.key]);
    return begins && cellText(field, row) === "" ? [`${field.label} → ${begins}`] : [];
  });
}

function factInWords(field: TableField, fact: string | undefined): string {
  return fact ? valueInWords(field, fact) : "";
}

/** What a preview says beside the number that changes. */
export function restInWords(
  change: Change,
  { total, changes, unable }: Pick<Preview, "total" | "changes" | "unable">,
  { fields }: SiteOfTable,
): string {
  const already = total - changes - unable;
  const field = fieldOfChange(change, fields);
  return [
    already > 0 && `${itemsInWords(already)} ${already === 1 ? "is" : "are"} so already.`,
    unable > 0 &&
      (field?.of === "copy"
        ? `${itemsInWords(unable)} ${unable === 1 ? "has" : "have"} no copy to write it on.`
        : `${itemsInWords(unable)} ${unable === 1 ? "carries" : "carry"} as many ${field?.own ? "choices" : "tags"} as there may be.`),
    field?.of === "copy" && changes > 0 && "It is written on every copy of an item.",
    change.do === "template" && changes > 0 && "It fills what is empty; what stands there stays.",
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
