import { Refusal } from "@/base/refusal";
import type { Scope, WriteTx } from "@/db/scope";
import type { Takes } from "@/db/tenant/intake";
import type { ItemDraft } from "@/db/tenant/item";
import { openDrafts } from "@/db/tenant/queries/drafts";
import {
  beginWriting,
  holdIntake,
  type Intake,
  outcomesOf,
} from "@/db/tenant/queries/intake/intakes";
import { listItemsSince } from "@/db/tenant/queries/intake/known-items";
import {
  type IntakeRow,
  keepMapping,
  listRowsOfItems,
  listUnwritten,
  noteWritten,
} from "@/db/tenant/queries/intake/rows";
import { changeItem, holdItems, insertItems } from "@/db/tenant/queries/items";
import { holdAllNamed } from "@/db/tenant/queries/named";
import { listFields } from "@/db/tenant/queries/own-fields";
import type { RowChanges } from "@/server/sheet/changes";
import type { Mapping } from "@/server/sheet/mapping";
import { filled } from "./filling";
import { makeFields, PlaceMaker } from "./making";
import { KnownItems, matchesOf } from "./matching";
import { merge, NEW_ITEM } from "./merging";
import { PhotoBook } from "./photo-book";
import { notePhotos } from "./photo-notes";
import { PictureFiles } from "./picture-files";
import { formatOf, mappingOf, readerOf } from "./reader";

/** How many rows are written in one transaction, and how many items that are there already: each is several queries. */
const ROWS = 500;
const ITEMS = 40;

/** What somebody saw of a sheet who agrees to it. */
export interface Agreed {
  /** Which reading of the sheet it was. */
  readonly edition: number;
  /** How many rows would be written. */
  readonly rows: number;
}

/**
 * Begins to write what a preview showed, and makes the fields that it is to be written in. Done again it has begun already.
 * @param scope of the change set that goes by the sheet's id
 * @param agreed what was seen; what has become something else since, as in another tab, is not written
 * @throws Refusal as `beginWriting` and `makeFields`, and (409) where something else would be written
 */
export async function startWriting(
  scope: Scope,
  id: string,
  takes: Takes,
  agreed?: Agreed,
): Promise<void> {
  await scope.write(async (tx) => {
    const before = await holdIntake(tx, id, ["preview", "writing", "ended"]);
    const rows = await beginWriting(tx, id, takes);
    if (rows !== null && agreed && (agreed.edition !== before.edition || agreed.rows !== rows))
      throw new Refusal(SINCE, { status: 409 });
    if (before.state !== "preview") return;
    const mapping = mappingOf(before);
    const made = await makeFields(tx, id, mapping);
    if (made !== mapping) await keepMapping(tx, id, made);
  });
}

const SINCE = "What this sheet would change is something else by now. Look at its rows again.";

/** Writes the rows of a sheet, part by part. A part and the note of it are one transaction. */
export class Writer {
  /** The items that came since the preview by other ways. */
  #since: KnownItems | null = null;
  /** The files that came in the sheet's zip, looked through once. */
  #files: PictureFiles | null = null;

  constructor(readonly id: string) {}

  /**
   * Writes the next part.
   * @param scope of the change set that goes by the sheet's id
   * @returns how far it is then
   */
  async writePart(scope: Scope): Promise<Pick<Intake, "state" | "passed" | "total">> {
    this.#files ??= await PictureFiles.of(scope.tenant, this.id);
    return scope.write(async (tx) => {
      const intake = await holdIntake(tx, this.id, ["writing", "ended"]);
      if (intake.state === "ended") return intake;
      this.#since ??= new KnownItems(await listItemsSince(tx, this.id, intake.seen));
      const { takes, reached } = intake;
      const asked = await listUnwritten(tx, this.id, { takes, after: reached, limit: ROWS });
      const next = partOf(asked);
      const ids = [...new Set(next.flatMap(({ itemId }) => itemId ?? []))];
      const rows = await listRowsOfItems(tx, this.id, ids, outcomesOf(takes));
      const done = await this.#writeItems(
        tx,
        intake,
        rows.filter((row) => !row.done),
      );
      const isLast = asked.length < ROWS && next.length === asked.length;
      const set = {
        reached: next.at(-1)?.line ?? reached,
        passed: intake.passed + next.length,
        added: intake.added + done.added,
        changed: intake.changed + done.changed,
        leftAlone: intake.leftAlone + done.left.length,
      };
      await noteWritten(tx, this.id, { written: done.written, left: done.left, set, isLast });
      return { ...intake, ...set, state: isLast ? "ended" : "writing" };
    });
  }

  async #writeItems(tx: WriteTx, intake: Intake, rows: readonly IntakeRow[]): Promise<Done> {
    const done: Done = { written: [], left: [], added: 0, changed: 0 };
    const mapping = mappingOf(intake);
    const read = await readerOf(tx, mapping);
    const places = new PlaceMaker(tx);
    const said = new Map<string, RowChanges>();
    // Places are made before any is held, as whoever changes places has it.
    for (const row of rows) said.set(row.id, await placed(read(row.cells).changes, places));
    await holdAllNamed(tx);
    const byItem = [...Map.groupBy(rows, ({ itemId }) => itemId ?? "")];
    const isNew = ([, own]: (typeof byItem)[number]) => own[0]?.outcome === "new";
    const comesBack = formatOf(intake).kind === "archive";
    const how = { said, done, mapping, comesBack };
    await this.#addItems(tx, byItem.filter(isNew), how);
    await changeItems(
      tx,
      byItem.filter((one) => !isNew(one)),
      how,
    );
    const written = new Set(done.written);
    const taken = rows.filter(({ id }) => written.has(id));
    await notePhotos(tx, this.id, taken, said, new PhotoBook(mapping, this.#files));
    return done;
  }

  async #addItems(tx: WriteTx, groups: readonly Group[], how: How): Promise<void> {
    const { done, mapping } = how;
    const added: { id: string; draft: ItemDraft; taken: readonly IntakeRow[] }[] = [];
    for (const [id, rows] of groups) {
      const { draft, taken } = mergedWith(NEW_ITEM, rows, { ...how, isNew: true });
      const came = matchesOf(draft, this.#since?.named(draft.name) ?? []);
      if (came.length > 0) leave(done, rows, CAME);
      else added.push({ id, draft, taken });
    }
    if (added.length === 0) return;
    const whole = await filled(tx, mapping, added, true);
    const inserted = new Set((await insertItems(tx, whole)).map(({ id }) => id));
    done.added += inserted.size;
    for (const { id, taken } of added)
      if (inserted.has(id)) done.written.push(...taken.map((row) => row.id));
  }
}

type Group = readonly [itemId: string, rows: readonly IntakeRow[]];
type Kept = Awaited<ReturnType<typeof openDrafts>>[number];
type Said = ReadonlyMap<string, RowChanges>;

/** What the rows say, what became of them, and whether what they name comes back where it is gone. */
interface How {
  readonly said: Said;
  readonly done: Done;
  readonly mapping: Mapping;
  readonly comesBack: boolean;
}

interface Done {
  readonly written: string[];
  readonly left: { readonly id: string; readonly reason: string }[];
  added: number;
  changed: number;
}

const CAME = "An item of this name came since the preview.";
const CHANGED = "It was changed since the preview.";
const GONE = "It was moved to the trash since the preview.";

/** As many of the next rows as one transaction writes. */
function partOf<Row extends { readonly outcome: string; readonly itemId: string | null }>(
  rows: readonly Row[],
): readonly Row[] {
  const there = new Set<string | null>();
  const end = rows.findIndex(({ outcome, itemId }) => {
    if (outcome === "changed") there.add(itemId);
    return there.size > ITEMS;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

async function placed(
  { newPlace, ...changes }: RowChanges,
  places: PlaceMaker,
): Promise<RowChanges> {
  if (newPlace === undefined) return changes;
  return { ...changes, copy: { ...changes.copy, placeId: await places.placeAt(newPlace) } };
}

async function changeItems(tx: WriteTx, groups: readonly Group[], how: How): Promise<void> {
  const { done, mapping } = how;
  const ids = groups.map(([id]) => id);
  const fields = ids.length > 0 ? await listFields(tx) : [];
  await holdItems(tx, ids);
  const kept = new Map(
    (ids.length ? await openDrafts(tx, ids) : []).map((item) => [item.id, item]),
  );
  const changed: { id: string; item: Kept; draft: ItemDraft; taken: readonly IntakeRow[] }[] = [];
  for (const [id, rows] of groups) {
    const item = kept.get(id);
    if (!item || item.trashedAt) leave(done, rows, GONE);
    else if (rows.some(({ version }) => version !== item.version)) leave(done, rows, CHANGED);
    else changed.push({ id, item, ...mergedWith(item.draft, rows, { ...how, isNew: false }) });
  }
  for (const { id, item, draft, taken } of await filled(tx, mapping, changed, false)) {
    await changeItem(tx, id, draft, item.version, { draft: item.draft, fields });
    done.written.push(...taken.map((row) => row.id));
    done.changed++;
  }
}

/** An item with what its rows say. A row that does not fit beside the others is left alone, with the reason. */
function mergedWith(
  kept: ItemDraft,
  rows: readonly IntakeRow[],
  { said, done, comesBack, isNew }: Omit<How, "mapping"> & { readonly isNew: boolean },
): { readonly draft: ItemDraft; readonly taken: readonly IntakeRow[] } {
  const taken: IntakeRow[] = [];
  let draft = kept;
  for (const row of rows) {
    const changes = said.get(row.id);
    if (!changes) continue;
    const merged = merge(draft, changes, { nth: row.nth, isNew, comesBack });
    const [problem] = merged.refused;
    if (problem) leave(done, [row], problem.reason);
    else {
      draft = merged.draft;
      taken.push(row);
    }
  }
  return { draft, taken };
}

function leave(done: Done, rows: readonly IntakeRow[], reason: string): void {
  done.left.push(...rows.map(({ id }) => ({ id, reason })));
}
