import { readSelection, type Selection } from "@/db/tenant/queries/table/change";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import { BY_NAME, isSortable, type Order } from "@/db/tenant/queries/table/sorted-by";

/**
 * Which items an address or a form means: `selection` is a Selection as JSON, or `ids` some ids parted by commas. Without
 * either all of them; null where they can't be read.
 */
export function selectionAsked(asked: URLSearchParams, fields: TableFields): Selection | null {
  const ids = asked.get("ids")?.split(",");
  return readSelection(ids ? { ids } : parsed(asked.get("selection")), fields);
}

/** In which order: `sort` names a column, with a minus before it for the way down. */
export function orderAsked(asked: URLSearchParams, fields: TableFields): Order {
  const sort = asked.get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  return isSortable(key, fields) ? { key, down: sort.startsWith("-") } : BY_NAME;
}

function parsed(text: string | null): unknown {
  if (text === null) return { filter: EVERYTHING };
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
