import type { TableRow } from "@/db/tenant/queries/table/rows";
import { photoAddress } from "../../../photo-address";
import { plushAddress } from "../../../plush-address";

/** A row as the browser has it: what is kept of the item, and where its picture is. */
export interface ShownRow extends Omit<TableRow, "photo"> {
  readonly picture: string;
  /** Fills the picture's place until it is there. */
  readonly tint: string | null;
  readonly hasPhoto: boolean;
}

/** Rows as the browser has them. */
export function shownRows(rows: readonly TableRow[]): ShownRow[] {
  return rows.map(({ photo, ...row }) => ({
    ...row,
    picture: photo ? photoAddress(photo.key, "thumb") : plushAddress(row),
    tint: photo?.colour ?? null,
    hasPhoto: photo !== null,
  }));
}
