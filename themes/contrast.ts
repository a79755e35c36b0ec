import { contrastRatio, type Hex } from "./colour";
import { suggest } from "./contrast-suggestion";
import { type Use, usesOf } from "./contrast-uses";
import type { ColourRole, Palette, Scheme, Skin } from "./skin";
import { SCHEMES } from "./skin";

/** One foreground on one background, as a skin uses it in one scheme. */
export interface ContrastPair {
  readonly scheme: Scheme;
  readonly foreground: ColourRole;
  readonly background: ColourRole;
  /** In the words of the person who looks at it, such as "captions on cards". */
  readonly where: string;
  /** WCAG 2.x ratio, 1..21. */
  readonly ratio: number;
  /** 4.5 for text, 3 for marks that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11, level AA). */
  readonly needs: 4.5 | 3;
  readonly passes: boolean;
  /** The role that a repair changes. */
  readonly moves: ColourRole;
  /** The nearest colour for that role that passes; null where the pair passes already. */
  readonly suggestion: Hex | null;
}

export interface ContrastReport {
  readonly passes: boolean;
  readonly pairs: readonly ContrastPair[];
}

/** Names a pair of a skin; a ContrastPair is one. */
export type PairName = Pick<ContrastPair, "scheme" | "foreground" | "background">;

/** Measures each pair of colours that the site's stylesheet puts together for this skin. */
export function contrastReport(skin: Skin): ContrastReport {
  const uses = usesOf(skin);
  const pairs = SCHEMES.flatMap((scheme) =>
    uses.map((use) => measure(skin.colours[scheme], scheme, use, uses)),
  );
  return { passes: pairs.every((pair) => pair.passes), pairs };
}

/**
 * The skin with that pair repaired: one role takes the nearest passing colour of its hue. A pair
 * that passes, or that the skin does not use, changes nothing.
 */
export function repair(skin: Skin, name: PairName): Skin {
  const pair = contrastReport(skin).pairs.find(
    (each) =>
      each.scheme === name.scheme &&
      each.foreground === name.foreground &&
      each.background === name.background,
  );
  if (!pair?.suggestion) return skin;
  const palette = { ...skin.colours[pair.scheme], [pair.moves]: pair.suggestion };
  return { ...skin, colours: { ...skin.colours, [pair.scheme]: palette } };
}

/**
 * The skin with every failing pair repaired, text before marks. Backgrounds that leave no colour for
 * their text are rare and stay in the report of what comes back.
 */
export function repairAll(skin: Skin): Skin {
  let repaired = skin;
  for (let round = 0; round < 8; round++) {
    const failing = contrastReport(repaired).pairs.filter((pair) => !pair.passes);
    if (failing.length === 0) return repaired;
    repaired = failing.reduce<Skin>(repair, repaired);
  }
  return repaired;
}

function measure(palette: Palette, scheme: Scheme, use: Use, uses: readonly Use[]): ContrastPair {
  const ratio = contrastRatio(palette[use.foreground], palette[use.background]);
  const passes = ratio >= use.needs;
  return { ...use, scheme, ratio, passes, suggestion: passes ? null : suggest(palette, use, uses) };
}
