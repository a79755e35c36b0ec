import type { ChangeSetSeen } from "@/db/tenant/queries/history";
import { cut } from "./cut";

/** What an action did to something, by its name in `action({ name })`; `%` stands for what it was done to. */
const DEEDS: Readonly<Record<string, string>> = {
  "add item": "added %",
  "add several items": "added %",
  "add copies": "added a copy of %",
  "save item": "changed %",
  "duplicate item": "duplicated an item as %",
  "change item address": "changed the address of %",
  "trash item": "moved % to the trash",
  "restore item": "brought % back from the trash",
  upload: "added a photo to %",
  "remove photo": "removed a photo of %",
  "describe photo": "described a photo of %",
  "order photos": "changed the order of the photos of %",
  "turn photo": "turned a photo of %",
  "show copy": "said which copy a photo of % shows",
  "hand out photos": "handed out photos to %",
  "hand out photos by name": "handed out photos to % by their names",
  "make items of photos": "made % of photos",
  "take photos in": "took photos of % into the inbox",
  "remove photos": "removed photos from the inbox",
  "bring photo back": "brought a photo back",
  "bring photos back": "brought photos back",
  "add place": "added a place",
  "change place": "changed a place",
  "remove place": "removed a place",
  "move copies": "moved copies of %",
  "note value": "noted a value of %",
  "change value": "changed a value of %",
  "remove value": "removed a value of %",
  "keep exchange rate": "entered an exchange rate",
  "remove exchange rate": "removed an exchange rate",
  "lend copy": "lent a copy of %",
  "change loan": "changed a loan of %",
  "give back": "noted that a copy of % is back",
  "bulk edit": "changed %",
  "import items": "imported %",
  // One that a worker has not done to its end. What was taken back wholly is told by what it took back.
  undo: "took back a part of a change of %",
  "publish skin": "published a skin",
  "wear earlier skin": "went back to an earlier skin",
  "rename site": "renamed the site",
  "make set": "made a set",
  "start set": "began a set",
  "save set": "changed a set",
  "sort sets": "changed the order of the sets",
  "remove set": "removed a set",
  "want piece": "looks for %",
  "choose reach": "chose who reads a list",
  "choose messages": "chose whether visitors may write",
  "choose pages about tags": "chose whether the site leads to the pages about tags",
  "choose language": "chose the language in which names are ordered",
  "make field": "made a field",
  "save field": "changed a field",
  "change type": "gave a field another type",
  "sort fields": "changed the order of the fields",
  "trash field": "moved a field to the trash",
  "restore field": "brought a field back from the trash",
  "delete field": "deleted a field for good",
  "make template": "made a template",
  "delete template": "deleted a template",
  // What wrote without saying what it did.
  change: "changed %",
  seed: "filled the collection",
  create: "made the site",
};

/** What somebody did, in words: "changed Peanut". */
export function deedOf(set: ChangeSetSeen): string {
  if (set.undoes) return `${set.isRedo ? "repeated" : "took back"} a change of ${thingsOf(set)}`;
  const deed = DEEDS[set.action] ?? `changed % (${cut(set.action, 60)})`;
  return deed.replace("%", () => thingsOf(set));
}

/** Who did it: the name of that time. */
export function whoOf({
  memberId,
  memberName,
}: Pick<ChangeSetSeen, "memberId" | "memberName">): string {
  return memberId ? cut(memberName, 80) || "A member" : "Swingtag";
}

function thingsOf({ items, changes }: ChangeSetSeen): string {
  const names = [...new Set(changes.map(({ itemName }) => itemName).filter(Boolean))];
  if (items > 1) return `${items.toLocaleString("en")} items`;
  return names[0] ? cut(names[0], 120) : items === 1 ? "an item" : "the site";
}
