import {
  GONE,
  STANDING_WORDS,
  type Standing,
  VISIBILITY_WORDS,
  type Visibility,
} from "@/db/tenant/choices";

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
