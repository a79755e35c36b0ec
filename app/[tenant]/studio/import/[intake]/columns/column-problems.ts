import type { TableFields } from "@/db/tenant/queries/table/fields";
import type { Mapping } from "@/server/sheet/mapping";
import { valueOfTarget } from "./target-options";

/** What is wrong with what was said of columns, by their numbers. */
export function columnProblems(mapping: Mapping, fields: TableFields): Record<number, string> {
  const problems: Record<number, string> = {};
  const taken = new Map<string, string>();
  const labels = new Set(fields.all.map(({ label }) => label.toLowerCase()));
  for (const [at, { name, target }] of mapping.columns.entries()) {
    if (target.to === "new field") {
      const label = target.label.trim().toLowerCase();
      if (label === "") problems[at] = "Give the field a name.";
      else if (labels.has(label))
        problems[at] = "There is a field with this name. Choose it above, or another name.";
      labels.add(label);
    }
    const key = valueOfTarget(target);
    const isOnce = target.to === "id" || target.to === "currency" || target.to === "changed";
    if (!isOnce && (target.to !== "field" || target.field === "tags")) continue;
    const before = taken.get(key);
    if (before !== undefined) problems[at] = `The column ${before} says this already.`;
    else taken.set(key, name);
  }
  return problems;
}

/** Whether a row can be told what it is: it has a name or an id. */
export function isNamed(mapping: Mapping): boolean {
  return mapping.columns.some(
    ({ target }) =>
      (target.to === "field" && target.field === "name") ||
      (target.to === "id" && target.of === "item"),
  );
}
