import { tooLong } from "@/base/values/too-long";
import { type DraftCopy, EMPTY_COPY, type ItemDraft, LONGEST, MOST } from "@/db/tenant/item";
import type { RowChanges } from "./changes";

/** Whether a row says something of a copy. */
export function saysOfCopy({ copy, ownOfCopy, newPlace }: RowChanges): boolean {
  return (
    Object.keys(copy).length > 0 || Object.keys(ownOfCopy).length > 0 || newPlace !== undefined
  );
}

/**
 * An item with what a row says of it. What it does not name stays, tags are added, and so are lines of the story that are
 * not there yet.
 * @param at which of its copies the row is about; one beyond them is a new copy
 */
export function withChanges(draft: ItemDraft, changes: RowChanges, at: number): ItemDraft {
  const { item, tags, story, own } = changes;
  const next: ItemDraft = {
    ...draft,
    ...item,
    tags: withTags(draft.tags, tags),
    own: { ...draft.own, ...own },
  };
  const lines = story.filter((line) => !`\n${next.story}\n`.includes(`\n${line}\n`));
  const told =
    lines.length === 0
      ? next
      : { ...next, story: [next.story, ...lines].filter(Boolean).join("\n") };
  if (!saysOfCopy(changes)) return told;
  const kept: DraftCopy = told.copies[at] ?? { ...EMPTY_COPY, id: null, own: {} };
  const copy = { ...kept, ...changes.copy, own: { ...kept.own, ...changes.ownOfCopy } };
  const copies = [...told.copies];
  copies.splice(at, 1, copy);
  return { ...told, copies };
}

/** Why an item can't hold all that a row adds to it; null where it can. */
export function overflowOf({ tags, copies, story }: ItemDraft): string | null {
  if (tags.length > MOST.tags) return `An item carries up to ${MOST.tags} tags.`;
  if (copies.length > MOST.copies) return `An item lists up to ${MOST.copies} copies.`;
  return tooLong(story, LONGEST.story) ?? null;
}

function withTags(there: readonly string[], added: readonly string[]): readonly string[] {
  const known = new Set(there.map((tag) => tag.toLowerCase()));
  const fresh = added.filter((tag) => {
    const isNew = !known.has(tag.toLowerCase());
    known.add(tag.toLowerCase());
    return isNew;
  });
  return fresh.length === 0 ? there : [...there, ...fresh];
}
