import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { EVERYTHING, type Filter } from "@/db/tenant/queries/table/filter";
import { columnOf, FIRST_VIEW, type ViewValue } from "@/db/tenant/queries/table/view-value";

/** The views that everyone of a lived-in site finds at the table. */
export const tableViews: readonly { readonly name: string; readonly value: ViewValue }[] = [
  {
    name: "For trade or sale",
    value: view(["name", "variant", "condition", "swingTag", "tushTag", "pricePaid"], {
      field: "status",
      is: "one-of",
      values: ["trade", "sale"],
    }),
  },
  {
    name: "Still to grade",
    value: view(["name", "variant", "label", "condition", "acquired"], {
      all: [
        { field: "copies", is: "between", from: "1", to: "" },
        { field: "condition", is: "empty" },
      ],
    }),
  },
  {
    name: "Where they are",
    value: {
      ...view(["name", "variant", "place", "status", "pricePaid", "value"], EVERYTHING),
      order: { key: "place", down: false },
    },
  },
];

function view(columns: readonly string[], filter: Filter): ViewValue {
  const all = "all" in filter ? filter : { all: [filter] };
  return {
    ...FIRST_VIEW,
    filter: all,
    columns: columns.flatMap((key) => columnOf(key, BUILT_IN) ?? []),
  };
}
