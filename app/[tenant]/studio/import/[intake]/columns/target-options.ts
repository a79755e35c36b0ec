import type { TableField, TableFields } from "@/db/tenant/queries/table/fields";
import type { Target } from "@/server/sheet/mapping";
import { newField } from "@/server/sheet/match";
import { toldFields } from "@/server/sheet/said-fields";
import type { ColumnSurvey } from "@/server/sheet/survey";

/** What a column may become, in the groups of a list. */
export interface TargetGroup {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The list that each column has. */
export function targetGroups(fields: TableFields): readonly TargetGroup[] {
  const told = toldFields(fields);
  const groups = [
    { label: "The item", options: optionsOf(told, (field) => !field.own && field.of === "item") },
    { label: "The copy", options: optionsOf(told, (field) => !field.own && field.of === "copy") },
    { label: "Your fields", options: optionsOf(told, (field) => field.own !== undefined) },
    {
      label: "Otherwise",
      options: [
        { value: "new field", label: "A new field of your own" },
        { value: "photos", label: "Photos: addresses or names of files" },
        { value: "story", label: "A line more of the story" },
        { value: "currency", label: "The currency of its amounts" },
        { value: "id item", label: "The id of the item" },
        { value: "id copy", label: "The id of the copy" },
        { value: "changed", label: "When the item was last changed" },
        { value: "nothing", label: "Nothing: leave it out" },
      ],
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

function optionsOf(fields: readonly TableField[], isOf: (field: TableField) => boolean) {
  return fields.filter(isOf).map(({ key, label }) => ({ value: `field ${key}`, label }));
}

/** A target as the list has it. */
export function valueOfTarget(target: Target): string {
  if (target.to === "field") return `field ${target.field}`;
  return target.to === "id" ? `id ${target.of}` : target.to;
}

/** What was chosen from the list. */
export function targetOfValue(value: string, column: ColumnSurvey): Target {
  if (value.startsWith("field ")) return { to: "field", field: value.slice("field ".length) };
  switch (value) {
    case "id item":
      return { to: "id", of: "item" };
    case "id copy":
      return { to: "id", of: "copy" };
    case "photos":
    case "story":
    case "currency":
    case "changed":
      return { to: value };
    case "new field": {
      const made = newField(column);
      if (made.to === "new field") return made;
      return {
        to: "new field",
        label: column.name.slice(0, 60),
        type: "text",
        of: "item",
        seenBy: "members",
      };
    }
    default:
      return { to: "nothing" };
  }
}
