import { isDeepStrictEqual } from "node:util";
import type { Noted, Refused } from "@/db/tenant/intake";
import {
  type Copy,
  type DraftCopy,
  EMPTY_COPY,
  EMPTY_ITEM,
  EMPTY_WANT,
  type ItemDraft,
  LONGEST,
  MOST,
  type Want,
} from "@/db/tenant/item";
import type { OwnValues } from "@/db/tenant/own";
import type { RowChanges } from "@/server/sheet/changes";

/** An item with what a row says, and which of its fields that changes. */
export interface Merged {
  readonly draft: ItemDraft;
  readonly noted: readonly Noted[];
  readonly refused: readonly Refused[];
}

/** What a new item begins with, before its rows say anything. */
export const NEW_ITEM: ItemDraft = { ...EMPTY_ITEM, copies: [] };

/**
 * An item with what a row of a sheet says. What the row does not name stays. A row of an item is about one of its copies:
 * the one whose id it has, else the one in the place that the row has among those of its item.
 * @param nth the row's number among those of the item, from 0
 * @param isNew whether the item comes with this sheet: then each row is a copy, whether it says anything of it or not
 * @param comesBack whether what its ids name comes back where it is gone, as from a zip of the site itself
 * @returns with what stands in fields that the sheet is yet to make noted and nothing more
 */
export function merge(
  kept: ItemDraft,
  said: RowChanges,
  {
    nth,
    isNew,
    comesBack = false,
  }: { readonly nth: number; readonly isNew: boolean; readonly comesBack?: boolean },
): Merged {
  const noted: Noted[] = [];
  const refused: Refused[] = [];
  const facts = mergeFacts(kept, said, noted);
  const want = wantAfter(kept.want, said.want);
  noteWant(kept.want, want, noted);
  const own = mergeOwn(kept.own, said.own, noted);
  for (const [column, to] of Object.entries(said.inNew))
    if (to.length > 0) noted.push({ field: `new-${column}`, from: [], to });
  const copies = mergeCopies(kept.copies, said, {
    nth,
    comesBack,
    // An export names its items. A row that is one of several of a name is one more of it.
    adds: isNew || (nth > 0 && !said.itemId),
    noted,
    refused,
  });
  const draft = { ...kept, ...facts, want, own, copies };
  if (draft.story.length > LONGEST.story)
    refused.push(whole(`With this its story has more than ${LONGEST.story} letters.`));
  if (draft.tags.length > MOST.tags)
    refused.push(whole(`With these it has more than ${MOST.tags} tags.`));
  if (copies.length > MOST.copies || nth + (said.quantity ?? 1) > MOST.copies)
    refused.push(whole(`An item has up to ${MOST.copies} copies.`));
  return { draft, noted, refused };
}

function mergeFacts(kept: ItemDraft, said: RowChanges, noted: Noted[]): Partial<ItemDraft> {
  const facts: Record<string, unknown> = {};
  const before: Readonly<Record<string, unknown>> = { ...kept };
  for (const [field, value] of Object.entries(said.item)) {
    if (value === undefined || isDeepStrictEqual(before[field], value)) continue;
    facts[field] = value;
    noted.push({ field, from: written(before[field]), to: written(value) });
  }
  const story = typeof facts.story === "string" ? facts.story : kept.story;
  // A cell of several lines is one more part of the story, once however often the sheet comes.
  const more = said.story.filter((part) => !`\n${story}\n`.includes(`\n${part}\n`));
  if (more.length > 0) {
    facts.story = [story, ...more].filter(Boolean).join("\n");
    noted.push({ field: "story", from: [], to: more });
  }
  const tags = withTags(kept.tags, said.tags);
  if (tags.length > kept.tags.length) {
    facts.tags = tags;
    noted.push({ field: "tags", from: kept.tags, to: tags });
  }
  return facts;
}

/** Tags with those that come, whatever their case. */
function withTags(there: readonly string[], added: readonly string[]): readonly string[] {
  const known = new Set(there.map((tag) => tag.toLowerCase()));
  const fresh = added.filter((tag) => {
    const isNew = !known.has(tag.toLowerCase());
    known.add(tag.toLowerCase());
    return isNew;
  });
  return [...there, ...fresh];
}

function mergeOwn(kept: OwnValues, said: OwnValues, noted: Noted[]): OwnValues {
  const changed = Object.entries(said).filter(
    ([id, values]) => !isDeepStrictEqual(kept[id] ?? [], [...values]),
  );
  for (const [field, to] of changed) noted.push({ field, from: kept[field] ?? [], to });
  return { ...kept, ...Object.fromEntries(changed) };
}

/** What is wanted of an item after a row was read that says something of it. */
export function wantAfter(kept: Want | null, said: RowChanges["want"]): Want | null {
  if (!said || (said.wanted === "if it is" && !kept)) return kept;
  return said.wanted === "no" ? null : { ...EMPTY_WANT, ...kept, ...said.parts };
}

function noteWant(kept: Want | null, want: Want | null, noted: Noted[]): void {
  if (isDeepStrictEqual(kept, want)) return;
  const yesOrNo = (one: Want | null) => [one ? "yes" : "no"];
  if (!kept || !want) noted.push({ field: "want", from: yesOrNo(kept), to: yesOrNo(want) });
  if (!want) return;
  const note = (field: string, from: string[], to: string[]) => {
    if (!isDeepStrictEqual(from, to)) noted.push({ field, from, to });
  };
  const before = kept ?? EMPTY_WANT;
  note("want-priority", [before.priority], [want.priority]);
  note(
    "want-highest",
    written(before.highest, before.currency),
    written(want.highest, want.currency),
  );
  note("want-note", written(before.note), written(want.note));
}

interface OfCopies {
  readonly nth: number;
  readonly adds: boolean;
  readonly comesBack: boolean;
  readonly noted: Noted[];
  readonly refused: Refused[];
}

/** The copies with what a row says of one, or of as many as it is. */
function mergeCopies(
  kept: readonly DraftCopy[],
  said: RowChanges,
  { nth, adds, comesBack, noted, refused }: OfCopies,
): readonly DraftCopy[] {
  const { quantity } = said;
  if (quantity === undefined)
    return mergeCopy(kept, said, { nth, adds, comesBack, noted, refused });
  if (quantity === 0) {
    if (saysOfCopy(said)) refused.push(whole(NONE_OF_IT));
    return kept;
  }
  if (quantity > 1 && said.copyId) {
    refused.push(
      whole("A row with the id of a copy is that one. Leave the id or the number empty."),
    );
    return kept;
  }
  let copies = kept;
  for (let more = 0; more < Math.min(quantity, MOST.copies - nth); more++) {
    const ofOne: Noted[] = [];
    copies = mergeCopy(copies, said, {
      nth: nth + more,
      adds: true,
      comesBack,
      noted: ofOne,
      refused,
    });
    // What the row says of each is told once.
    for (const one of ofOne)
      if (one.field !== "copies" && !noted.some(({ field }) => field === one.field))
        noted.push(one);
  }
  if (copies.length > kept.length)
    noted.push({ field: "copies", from: [String(kept.length)], to: [String(copies.length)] });
  return copies;
}

const NONE_OF_IT =
  "The row is no copy and says something of one. Clear the number, or what it says of the copy.";

function saysOfCopy(said: RowChanges): boolean {
  return (
    Object.keys(said.copy).length > 0 ||
    Object.keys(said.ownOfCopy).length > 0 ||
    said.newPlace !== undefined
  );
}

function mergeCopy(
  kept: readonly DraftCopy[],
  said: RowChanges,
  { nth, adds, comesBack, noted, refused }: OfCopies,
): readonly DraftCopy[] {
  const named = said.copyId ? kept.findIndex(({ id }) => id === said.copyId) : nth;
  const at = named < 0 && comesBack ? nth : named;
  if (at < 0) {
    refused.push(whole("This item has no copy of this id. Leave the id empty to add one."));
    return kept;
  }
  const there = kept[at];
  if (!there && !adds && !saysOfCopy(said)) return kept;
  const before: DraftCopy = there ?? { ...EMPTY_COPY, own: {} };
  const own = mergeOwn(before.own ?? {}, said.ownOfCopy, noted);
  const after: DraftCopy = { ...before, ...mergeFields(before, said, noted), own };
  if (there) return kept.map((copy, place) => (place === at ? after : copy));
  if (!noted.some(({ field }) => field === "copies"))
    noted.push({ field: "copies", from: [String(kept.length)], to: [String(kept.length + 1)] });
  return [...kept, after];
}

function mergeFields(before: Copy, said: RowChanges, noted: Noted[]): Partial<Copy> {
  const { currency = before.currency, ...fields } = said.copy;
  const changed: Record<string, unknown> = {};
  const kept: Readonly<Record<string, unknown>> = { ...before };
  for (const [field, value] of Object.entries(fields)) {
    const isAmount = typeof value === "number";
    if (value === undefined) continue;
    if (isDeepStrictEqual(kept[field], value) && !(isAmount && currency !== before.currency))
      continue;
    changed[field] = value;
    if (isAmount) changed.currency = currency;
    noted.push({
      field: field === "placeId" ? "place" : field,
      from: written(kept[field], before.currency),
      to: written(value, currency),
    });
  }
  if (said.newPlace !== undefined)
    noted.push({ field: "place", from: written(before.placeId), to: [said.newPlace] });
  return changed;
}

/** A value as the table's filters and changes write it. */
function written(value: unknown, currency = ""): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (typeof value === "number") return [`${currency} ${value}`];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function whole(reason: string): Refused {
  return { column: null, reason };
}
