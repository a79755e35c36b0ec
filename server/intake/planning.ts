import { randomUUID } from "node:crypto";
import { UUID } from "@/base/uuid";
import type { Scope } from "@/db/scope";
import type { Entry } from "@/db/tenant/entry";
import { PHOTOS, type Refused, type RowOutcome } from "@/db/tenant/intake";
import { type OpenItem, openDrafts } from "@/db/tenant/queries/drafts";
import { listRowsOfItems, type PlannedRow } from "@/db/tenant/queries/intake/rows";
import type { ReadRow, RowChanges } from "@/server/sheet/changes";
import type { RowReader } from "@/server/sheet/read-row";
import { agreeing } from "./agreeing";
import { copyPlaces } from "./copy-places";
import { blanksFilled, entriesFor } from "./filling";
import { KnownItems, keyOf, matchesOf, type Told } from "./matching";
import { merge, NEW_ITEM } from "./merging";
import type { PhotoBook } from "./photo-book";

/** A row of a sheet before anybody knows what becomes of it. */
export interface GivenRow extends Pick<PlannedRow, "line" | "cells" | "edited" | "chosen"> {}

/** An item as the rows of a sheet speak of it. */
interface Spoken {
  readonly itemId: string;
  readonly isNew: boolean;
  /** How many copies its rows were so far. */
  rows: number;
}

type Kept = Omit<OpenItem, "photos">;

/** How many items are offered where several match. */
const MOST_CANDIDATES = 10;

/**
 * Says of each row what would become of it. Parts of one sheet are planned one after the other, because rows of the same
 * name, variant, line and number are copies of one item.
 */
export class Planner {
  readonly #known = new KnownItems();
  readonly #byKey = new Map<string, Spoken>();
  readonly #byItem = new Map<string, Spoken>();

  constructor(
    readonly scope: Scope,
    readonly intakeId: string,
    readonly read: RowReader,
    readonly photos: PhotoBook,
    /**
     * Whether the catalogue fills what is blank, and whether items and copies come back that the sheet names and the site
     * has no more, because it is a zip of the site.
     */
    readonly how: { readonly fills: boolean; readonly comesBack: boolean },
  ) {}

  /** Of how many rows so far the catalogue would fill something in. */
  fillable = 0;

  /** Takes rows into account that were planned before and stay as they are. */
  remember(rows: readonly Pick<PlannedRow, "cells" | "itemId" | "outcome" | "nth">[]): void {
    for (const { cells, itemId, outcome, nth } of rows) {
      if (!itemId || outcome === "refused" || outcome === "unclear") continue;
      const spoken = this.#byItem.get(itemId) ?? { itemId, isNew: outcome === "new", rows: 0 };
      const { changes } = this.read(cells);
      spoken.rows = Math.max(spoken.rows, nth + (changes.quantity ?? 1));
      const told = toldBy(changes);
      this.#byItem.set(itemId, spoken);
      if (told.name) this.#byKey.set(keyOf(told), spoken);
    }
  }

  /** @returns the rows in their order, with what would become of each */
  async plan(given: readonly GivenRow[]): Promise<PlannedRow[]> {
    const reads = given.map((row) => ({ row, ...this.read(row.cells) }));
    await this.#known.learn(
      this.scope,
      reads.flatMap(({ changes, refused }) => (refused.length ? [] : (changes.item.name ?? []))),
    );
    const named = reads.flatMap(({ row, changes }) => [
      ...(changes.itemId && UUID.test(changes.itemId) ? [changes.itemId] : []),
      ...(UUID.test(row.chosen) ? [row.chosen] : []),
    ]);
    const kept = new Map<string, Kept>();
    await this.#open(named, kept);
    await this.photos.learnSources(
      this.scope,
      reads.flatMap(({ changes }) => changes.photos),
    );
    const settled = reads.map((read) => this.#settle(read, kept));
    const more = settled.flatMap((one) =>
      "spoken" in one && !one.spoken.isNew ? one.spoken.itemId : [],
    );
    await this.#open(more, kept);
    const earlier = await this.#earlierRows(settled);
    const entries = await this.#entriesOf(settled, kept);
    const places: ReadonlyMap<number, number> = this.how.comesBack
      ? copyPlaces(
          settled.filter((one) => "spoken" in one),
          kept,
          earlier,
        )
      : new Map();
    return settled.map((settledOne) => {
      if (!("spoken" in settledOne)) return settledOne.row;
      const one = { ...settledOne, nth: places.get(settledOne.row.line) ?? settledOne.nth };
      const row = this.#weigh(
        one,
        kept.get(one.spoken.itemId),
        earlier.get(one.spoken.itemId) ?? [],
        one.nth === 0 ? entries.get(one.spoken.itemId) : undefined,
      );
      earlier.set(one.spoken.itemId, [...(earlier.get(one.spoken.itemId) ?? []), one.changes]);
      return row;
    });
  }

  async #open(ids: readonly string[], kept: Map<string, Kept>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !kept.has(id));
    if (missing.length === 0) return;
    for (const item of await this.scope.read((tx) => openDrafts(tx, missing)))
      kept.set(item.id, item);
    await this.photos.learn(this.scope, missing);
  }

  /** Says which item a row is of, or why nobody can say. */
  #settle({ row, changes, refused }: Read, kept: ReadonlyMap<string, Kept>): Settled | Unsettled {
    const told = toldBy(changes);
    const name = told.name || kept.get(changes.itemId ?? "")?.draft.name || "";
    const without = (outcome: RowOutcome, more: Partial<PlannedRow> = {}): Unsettled => ({
      row: { ...row, ...NOTHING, name: name.slice(0, 120), outcome, ...more },
    });
    if (refused.length > 0)
      return without("refused", {
        refused: refused.map(({ column, reason, readings }) => ({
          column,
          reason,
          ...(readings.length > 0 && { readings: readings.map(({ text }) => text) }),
        })),
      });
    const settled = (spoken: Spoken): Settled => {
      if (told.name) this.#byKey.set(keyOf(told), spoken);
      this.#byItem.set(spoken.itemId, spoken);
      const nth = spoken.rows;
      // A row is the next copies of its item, as many as it says.
      spoken.rows += changes.quantity ?? 1;
      return { row, changes, name, spoken, nth };
    };
    if (row.chosen === "out") return without("refused", { refused: [whole(LEFT_OUT)] });
    const known = (itemId: string) => this.#byItem.get(itemId) ?? { itemId, isNew: false, rows: 0 };
    const named = row.chosen && row.chosen !== "new" ? row.chosen : changes.itemId;
    if (named) {
      const item = kept.get(named);
      if (!item && this.how.comesBack && told.name)
        return settled(this.#byItem.get(named) ?? { itemId: named, isNew: true, rows: 0 });
      if (!item) return without("refused", { refused: [whole(NO_SUCH_ID)] });
      if (item.trashedAt) return without("refused", { refused: [whole(IN_TRASH)] });
      return settled(known(named));
    }
    if (!told.name) return without("refused", { refused: [whole("A new item needs a name.")] });
    const spoken = this.#byKey.get(keyOf(told));
    if (spoken) return settled(spoken);
    const fresh = (): Spoken => ({ itemId: randomUUID(), isNew: true, rows: 0 });
    if (row.chosen === "new") return settled(fresh());
    // An item that another row of the sheet is told apart as is none for this one.
    const matches = matchesOf(told, this.#known.named(told.name)).filter(
      ({ id }) => !this.#byItem.has(id),
    );
    const [match] = matches;
    if (!match) return settled(fresh());
    if (matches.length === 1) return settled(known(match.id));
    const candidates = matches.slice(0, MOST_CANDIDATES).map(({ id }) => id);
    return without("unclear", { candidates });
  }

  /** What rows of the same items say that were planned in a part before this one. */
  async #earlierRows(
    settled: readonly (Settled | Unsettled)[],
  ): Promise<Map<string, RowChanges[]>> {
    const first = new Map<string, number>();
    for (const one of settled)
      if ("spoken" in one && !first.has(one.spoken.itemId)) first.set(one.spoken.itemId, one.nth);
    const ids = [...first].flatMap(([id, nth]) => (nth > 0 ? [id] : []));
    if (ids.length === 0) return new Map();
    const rows = await this.scope.read((tx) =>
      listRowsOfItems(tx, this.intakeId, ids, ["new", "changed", "same", "conflict"]),
    );
    const [begins] = settled.map(({ row }) => row.line);
    const others = rows.filter(({ line }) => line < (begins ?? 0));
    return new Map(
      [...Map.groupBy(others, ({ itemId }) => itemId ?? "")].map(([id, own]) => [
        id,
        own.map(({ cells }) => this.read(cells).changes),
      ]),
    );
  }

  /** The entries of the catalogue that items are, by what their first rows say. */
  async #entriesOf(
    settled: readonly (Settled | Unsettled)[],
    kept: ReadonlyMap<string, Kept>,
  ): Promise<ReadonlyMap<string, Entry>> {
    const told = settled.flatMap((one) => {
      if (!("spoken" in one) || one.nth > 0) return [];
      const { itemId, isNew } = one.spoken;
      const facts = { ...(kept.get(itemId)?.draft ?? NEW_ITEM), ...one.changes.item };
      return [{ itemId, isNew, facts }];
    });
    return told.length === 0 ? new Map() : this.scope.read((tx) => entriesFor(tx, told));
  }

  /** Says what a row changes of its item. */
  #weigh(
    one: Settled,
    item: Kept | undefined,
    earlier: readonly RowChanges[],
    entry: Entry | undefined,
  ): PlannedRow {
    const { row, spoken, nth, name } = one;
    const version = item?.version ?? "";
    const at = {
      itemId: spoken.itemId,
      nth,
      version,
      name: (item?.draft.name ?? name).slice(0, 120),
    };
    const base = item?.draft ?? NEW_ITEM;
    const { changes, refused } = agreeing(one.changes, base, earlier);
    const merged = merge(base, changes, {
      nth,
      isNew: spoken.isNew,
      comesBack: this.how.comesBack,
    });
    const all = [...refused, ...merged.refused];
    if (all.length > 0) return { ...row, ...NOTHING, ...at, outcome: "refused", refused: all };
    const { fresh, missing } = this.photos.judge(
      spoken.itemId,
      one.changes.photos,
      earlier.flatMap(({ photos }) => photos),
    );
    const to = fresh.map(({ source }) => source);
    const blanks = blanksFilled(merged.draft, entry);
    if (blanks.length > 0) this.fillable++;
    const said = this.how.fills ? [...merged.noted, ...blanks] : merged.noted;
    const noted = [...said, ...(to.length > 0 ? [{ field: PHOTOS, from: [], to }] : [])];
    // A photo that can't be had is told at its line, and its row is taken in.
    const rest = { candidates: [], refused: missing.map(this.photos.tell), changes: noted };
    if (spoken.isNew) return { ...row, ...at, ...rest, outcome: "new" };
    if (noted.length === 0) return { ...row, ...at, ...rest, outcome: "same" };
    const isChosen = row.chosen === spoken.itemId;
    const newer = isChosen ? null : newerHere(one.changes.changed, version);
    if (newer === "unreadable")
      return { ...row, ...NOTHING, ...at, outcome: "refused", refused: [whole(UNREADABLE)] };
    return { ...row, ...at, ...rest, outcome: newer ? "conflict" : "changed" };
  }
}

interface Read extends ReadRow {
  readonly row: GivenRow;
}

/** A row whose item is known. */
interface Settled {
  readonly row: GivenRow;
  readonly changes: RowChanges;
  readonly name: string;
  readonly spoken: Spoken;
  readonly nth: number;
}

interface Unsettled {
  readonly row: PlannedRow;
}

const NOTHING = {
  ...{ itemId: null, nth: 0, version: "", changes: [], refused: [], candidates: [] },
} as const;

const NO_SUCH_ID =
  "This site has no item of this id. Leave the id empty, or make nothing of its column, to add the row as a new item.";
const LEFT_OUT = "It was left out here.";
const IN_TRASH = "This item is in the trash. Bring it back first.";
const UNREADABLE =
  "When the item was last changed can't be read. Leave that column as the export wrote it, or make nothing of it.";

function toldBy({ item }: RowChanges): Told {
  return {
    name: item.name ?? "",
    variant: item.variant ?? "",
    line: item.line ?? "",
    styleNumber: item.styleNumber ?? "",
  };
}

/** Whether an item was changed after its row was exported. A spreadsheet may have cut the moment to whole seconds. */
function newerHere(changed: string | undefined, version: string): boolean | "unreadable" {
  if (changed === undefined || changed.trim() === "") return false;
  const exported = Date.parse(changed);
  if (Number.isNaN(exported)) return "unreadable";
  const unit = /[.,]\d/.test(changed) ? 1 : 1000;
  return Math.floor(Number(version) / 1000 / unit) > Math.floor(exported / unit);
}

function whole(reason: string): Refused {
  return { column: null, reason };
}
