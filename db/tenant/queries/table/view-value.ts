import { BUILT_IN, FIRST_COLUMNS, type TableField, type TableFields } from "./fields";
import { EVERYTHING, type Filter, readKept } from "./filter";
import { BY_NAME, isSortable, type Order } from "./sorted-by";

/** A column as a person has put it. */
export interface Column {
  readonly key: string;
  /** In pixels. */
  readonly width: number;
}

export const DENSITIES = ["roomy", "close"] as const;
export type Density = (typeof DENSITIES)[number];

/** How the table is arranged, whatever stands in it. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly density: Density;
}

/** What a view keeps. */
export interface ViewValue extends Layout {
  readonly filter: Filter;
  readonly order: Order;
}

/** In pixels. */
const WIDTHS = { least: 60, most: 600 } as const;

/** The table before anybody has arranged it. */
export const FIRST_VIEW: ViewValue = {
  columns: FIRST_COLUMNS.flatMap((key) => columnOf(key, BUILT_IN) ?? []),
  density: "roomy",
  filter: EVERYTHING,
  order: BY_NAME,
};

/** A new column of a field, or undefined where there is no such field. */
export function columnOf(key: string, fields: TableFields): Column | undefined {
  const field = fields.named(key);
  return field && { key, width: widthOf(field) };
}

/** Reads what was kept or sent; what is unknown is left out, because fields come and go. */
export function readView(given: unknown, fields: TableFields): ViewValue {
  const { filter, order } = recordOf(given);
  const { key, down } = recordOf(order);
  return {
    ...readLayout(given, fields),
    filter: readKept(filter, fields) ?? EVERYTHING,
    order:
      typeof key === "string" && isSortable(key, fields) ? { key, down: down === true } : BY_NAME,
  };
}

/** Reads columns and density. The name is always there, because by it a row is known. */
export function readLayout(given: unknown, fields: TableFields): Layout {
  const { columns, density } = recordOf(given);
  const read = (Array.isArray(columns) ? columns : []).flatMap((one) => {
    const { key, width } = recordOf(one);
    const column = typeof key === "string" ? columnOf(key, fields) : undefined;
    return column ? [{ ...column, width: withinWidths(Number(width) || column.width) }] : [];
  });
  const once = read.filter(({ key }, at) => read.findIndex((one) => one.key === key) === at);
  const name = columnOf("name", fields);
  return {
    columns:
      once.length === 0
        ? FIRST_VIEW.columns
        : once.some(({ key }) => key === "name") || !name
          ? once
          : [name, ...once],
    density: DENSITIES.find((known) => known === density) ?? "roomy",
  };
}

/** A width that a column may have. */
export function withinWidths(width: number): number {
  return Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, width)));
}

function widthOf({ key, type }: TableField): number {
  if (key === "name") return 230;
  if (type === "long text") return 260;
  if (type === "choices" || type === "place") return 190;
  return type === "count" || type === "photo" ? 90 : 140;
}

function recordOf(given: unknown): Record<string, unknown> {
  return typeof given === "object" && given !== null ? { ...given } : {};
}
