import type { TableFields } from "./fields";

/** By which field the rows are ordered; what is empty comes last either way. */
export interface Order {
  readonly key: string;
  readonly down: boolean;
}

export const BY_NAME: Order = { key: "name", down: false };

/** Whether rows can be ordered by a field. */
export function isSortable(key: string, fields: TableFields): boolean {
  const field = fields.named(key);
  return field !== undefined && field.type !== "photo" && field.type !== "long text";
}
