import {
  CONDITION_WORDS,
  GONE,
  PRIORITY_WORDS,
  STANDING_WORDS,
  type Standing,
  VISIBILITY_WORDS,
  type Visibility,
} from "@/db/tenant/choices";
import { wordOf } from "@/db/tenant/field";
import { fieldOf } from "@/db/tenant/fields";
import type { OpenWant } from "@/db/tenant/queries/lists";

/**
 * What one should notice about an item: how it stands, and who sees it where that is not everyone. That a copy is gone is
 * told where no other is held.
 */
export function marksOf(item: {
  readonly standings: readonly Standing[];
  readonly visibility: Visibility;
}): string[] {
  const { standings, visibility } = item;
  const isGone = (one: Standing) => GONE.some((gone) => gone === one);
  const isHeld = standings.some((one) => one !== "wanted" && !isGone(one));
  return [
    ...standings
      .filter((one) => one !== "owned" && !(isHeld && isGone(one)))
      .map((one) => STANDING_WORDS[one]),
    ...(visibility === "public" ? [] : [VISIBILITY_WORDS[visibility]]),
  ];
}

const SWING_TAG = fieldOf("copy", "swingTag");

/** What is looked for, in words; empty where any will do. */
export function wantInWords(want: OpenWant): string {
  const { priority } = want;
  return capital(
    [priority === "normal" ? "" : PRIORITY_WORDS[priority].toLowerCase(), wishInWords(want)]
      .filter(Boolean)
      .join(", "),
  );
}

/** The same without how much it is wanted. */
export function wishInWords({ condition, swingTag, note }: Omit<OpenWant, "priority">): string {
  const graded = CONDITION_WORDS[condition].toLowerCase();
  return capital(
    [
      condition && (condition === "mint" ? graded : `${graded} or better`),
      swingTag && `swing tag ${wordOf(SWING_TAG, swingTag).toLowerCase()}`,
      note,
    ]
      .filter(Boolean)
      .join(", "),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
