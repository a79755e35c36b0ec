import { getPreset } from "@/themes/presets";
import type { PresetId, Skin } from "@/themes/skin";

/** What the editor changes: the site's name and its skin, which may be invalid while the person types. */
export interface SkinDraft {
  readonly name: string;
  readonly skin: Skin;
}

/** The draft with what came before it, so that every step can be taken back. */
export interface Drafting {
  readonly now: SkinDraft;
  readonly past: readonly SkinDraft[];
  /** The control that made the last change. Further changes by the same control belong to the same step. */
  readonly hand: string | null;
}

export type DraftStep =
  | { readonly kind: "change"; readonly hand: string; readonly to: SkinDraft }
  | { readonly kind: "undo" }
  | { readonly kind: "restart"; readonly with: SkinDraft };

/** The most steps that can be taken back. */
const MOST_STEPS = 200;

/** Takes one step. */
export function drafted(drafting: Drafting, step: DraftStep): Drafting {
  const { now, past, hand } = drafting;
  if (step.kind === "restart") return { now: step.with, past: [...past, now], hand: null };
  if (step.kind === "undo") {
    const before = past.at(-1);
    return before ? { now: before, past: past.slice(0, -1), hand: null } : drafting;
  }
  if (JSON.stringify(step.to) === JSON.stringify(now)) return drafting;
  const merged = hand === step.hand && past.length > 0;
  return {
    now: step.to,
    past: merged ? past : [...past, now].slice(-MOST_STEPS),
    hand: step.hand,
  };
}

/**
 * The skin with a preset's look. The logo stays. Tagline and words stay if the owner wrote them, and change if
 * they are still those of the former preset.
 */
export function wearPreset(skin: Skin, id: PresetId): Skin {
  const former = getPreset(skin.preset).skin;
  const next = getPreset(id).skin;
  const sameWords = JSON.stringify(skin.words) === JSON.stringify(former.words);
  return {
    ...next,
    logo: skin.logo,
    tagline: skin.tagline === former.tagline ? next.tagline : skin.tagline,
    words: sameWords ? next.words : skin.words,
  };
}

/** A ratio as it is said: cut, not rounded, so that 4.49 is never called 4.5. */
export function sayRatio(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toFixed(1);
}
