import { UUID } from "@/base/uuid";
import { currenciesCalled } from "@/base/values/currencies";
import { isOwn, type TableField, type TableFields } from "@/db/tenant/queries/table/fields";
import { typedPlace } from "@/server/items/typed-own";
import type { ReadRow, RefusedCell, RowChanges, SaidWant } from "./changes";
import { cleaned, inOneLine } from "./cleaned";
import type { MappedColumn, Mapping } from "./mapping";
import { photoSourcesIn } from "./photo-sources";
import {
  type Habits,
  type ReadCell,
  readBuiltIn,
  readNewCell,
  readOwnCell,
  toldBy,
} from "./read-cell";
import { readSaid, type SaidDraft, wantSaid } from "./read-said";
import { fieldOf, isSaid } from "./said-fields";

/** Reads rows of a sheet, one after the other. */
export type RowReader = (cells: readonly string[]) => ReadRow;

/** What a row is made of while its cells are read. */
interface Draft {
  itemId?: string;
  copyId?: string;
  changed?: string;
  newPlace?: string;
  readonly item: Record<string, unknown>;
  readonly copy: Record<string, unknown>;
  readonly tags: string[];
  readonly story: string[];
  readonly own: Record<string, readonly string[]>;
  readonly ownOfCopy: Record<string, readonly string[]>;
  readonly photos: string[];
  readonly inNew: Record<string, readonly string[]>;
  readonly said: SaidDraft;
}

/** Puts what a cell says into the row, or says why it can't be read. */
type CellReader = (draft: Draft, text: string, currency: string | undefined) => Failed | null;
type Failed = Extract<ReadCell, { readonly ok: false }>;

/**
 * Reads rows with a mapping and the fields that the site has now. A blank cell says nothing, unless its column was said to
 * empty its field. What can't be read is told, and the rest of the row is read.
 */
export function rowReader(mapping: Mapping, fields: TableFields): RowReader {
  const columns = mapping.columns.map((column, at) => ({
    column,
    at,
    read: cellReader(column, at, mapping, fields),
  }));
  const told = columns.find(({ column }) => column.target.to === "currency");
  const asksWanted = mapping.columns.some(
    ({ target }) => target.to === "field" && target.field === "want",
  );
  return (cells) => {
    const draft: Draft = {
      item: {},
      copy: {},
      tags: [],
      story: [],
      own: {},
      ownOfCopy: {},
      photos: [],
      inNew: {},
      said: { want: { parts: {} } },
    };
    const refused: RefusedCell[] = [];
    const refuse = (
      { column, at }: { column: MappedColumn; at: number },
      text: string,
      failed: Failed,
    ) =>
      refused.push({
        column: at,
        name: column.name,
        text,
        reason: failed.reason,
        readings: failed.readings ?? [],
      });
    const textOf = (at: number) => {
      const cell = cells[at] ?? "";
      return (mapping.tidy ? cleaned(cell) : cell).trim();
    };
    let currency: string | undefined;
    if (told) {
      const text = textOf(told.at);
      const [code, ...others] = text === "" ? [] : currenciesCalled([text], "XXX");
      if (code && others.length === 0) currency = code;
      else if (text !== "")
        refuse(told, text, { ok: false, reason: `“${text}” is no currency known here.` });
    }
    for (const one of columns) {
      if (!one.read) continue;
      const text = textOf(one.at);
      if (text === "" && !one.column.empties) continue;
      const failed = one.read(draft, text, currency);
      if (failed) refuse(one, text, failed);
    }
    const { said, ...changes } = draft;
    const want = wantSaid(said.want, asksWanted);
    const counted = quantityOf(said, changes, want);
    return {
      changes: {
        ...changes,
        ...(counted !== undefined && { quantity: counted }),
        ...(want && { want }),
      } as RowChanges,
      refused,
    };
  };
}

/** How the cells of a column are read; null where they say nothing. */
function cellReader(
  column: MappedColumn,
  at: number,
  { places }: Mapping,
  fields: TableFields,
): CellReader | null {
  const { target } = column;
  const habitsOf = (currency: string | undefined): Habits =>
    currency && !column.currency ? { ...column, currency } : column;
  switch (target.to) {
    case "nothing":
    case "currency":
      return null;
    case "id":
      return (draft, text) => {
        if (text === "") return null;
        if (!UUID.test(text)) return { ok: false, reason: "This is no id of an export." };
        draft[target.of === "item" ? "itemId" : "copyId"] = text.toLowerCase();
        return null;
      };
    case "changed":
      return (draft, text) => {
        if (text !== "") draft.changed = text;
        return null;
      };
    case "photos":
      return (draft, text) => {
        for (const source of photoSourcesIn(text))
          if (!draft.photos.includes(source)) draft.photos.push(source);
        return null;
      };
    case "story":
      return (draft, text) => {
        if (text !== "") draft.story.push(`${column.name}: ${text}`);
        return null;
      };
    case "new field":
      return (draft, text, currency) => {
        const read: ReadCell =
          text === ""
            ? { ok: true, value: [] }
            : readNewCell({ type: target.type }, text, habitsOf(currency));
        if (!read.ok) return read;
        draft.inNew[at] = written(read.value);
        return null;
      };
    case "field": {
      const field = fieldOf(fields, target.field);
      if (!field) return () => ({ ok: false, reason: "This field is not there any more." });
      if (isSaid(field))
        return (draft, text, currency) => readSaid(draft.said, field, text, habitsOf(currency));
      if (field.type === "place") return placeReader(field, places);
      if (isOwn(field))
        return (draft, text, currency) => {
          const read: ReadCell =
            text === "" ? { ok: true, value: [] } : readOwnCell(field, text, habitsOf(currency));
          if (!read.ok) return read;
          (field.of === "item" ? draft.own : draft.ownOfCopy)[field.own] = written(read.value);
          return null;
        };
      return (draft, text, currency) => {
        if (field.key === "status" && toldBy(column, text) === "wanted") {
          draft.said.want.said = "yes";
          return null;
        }
        const read: ReadCell =
          text === "" ? emptied(field) : readBuiltIn(field, text, habitsOf(currency));
        if (!read.ok) return read;
        if (field.key === "tags") draft.tags.push(...written(read.value));
        else (field.of === "item" ? draft.item : draft.copy)[field.key] = read.value;
        if (field.type === "money")
          draft.copy.currency = read.value === null ? "" : (read.currency ?? "");
        return null;
      };
    }
  }
}

/**
 * How many copies a row is. What is wanted is no copy, unless the row says how many there are or something of one.
 */
function quantityOf(
  { quantity }: SaidDraft,
  { copyId, copy, ownOfCopy, newPlace }: Omit<Draft, "said">,
  want: SaidWant | undefined,
): number | undefined {
  if (quantity !== undefined || want?.wanted !== "yes") return quantity;
  const saysNothing =
    copyId === undefined &&
    Object.keys(copy).length === 0 &&
    Object.keys(ownOfCopy).length === 0 &&
    newPlace === undefined;
  return saysNothing ? 0 : undefined;
}

/** A place by the way to it; one that is not there yet is named, for the import to make it. */
function placeReader(field: TableField, places: Mapping["places"]): CellReader {
  return (draft, text) => {
    const line = inOneLine(text);
    const read = typedPlace(field, line);
    if (read.ok) {
      draft.copy.placeId = read.value;
      return null;
    }
    const steps = line.split(/\s*[›>/]\s*/).filter(Boolean);
    if (places === "refuse" || isSeveral(field, line) || steps.some((step) => step.length > 80))
      return { ok: false, reason: read.problem };
    draft.newPlace = steps.join(" › ");
    return null;
  };
}

/** Whether a name is that of several places, so that none of them can be meant. */
function isSeveral(field: TableField, text: string): boolean {
  const { values = [], words = {} } = field;
  const name = text.toLowerCase();
  return (
    values.filter((id) => (words[id] ?? "").toLowerCase().split(" › ").at(-1) === name).length > 1
  );
}

/** What stands in a field that a blank cell empties. */
function emptied(field: TableField): ReadCell {
  if (field.required && field.type !== "yes/no") return { ok: false, reason: field.required };
  if (field.type === "yes/no") return { ok: true, value: false };
  if (field.type === "choices") return { ok: true, value: [] };
  return { ok: true, value: field.type === "money" ? null : (field.empty ?? "") };
}

function written(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
