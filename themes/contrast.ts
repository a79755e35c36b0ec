import { colourDistance, contrastRatio, type Hex, withLightness } from "./colour";
import type { Palette, Role, Scheme, Skin } from "./skin";
import { SCHEMES } from "./skin";

/** One foreground on one background, as a skin uses it in one scheme. */
export interface ContrastPair {
  readonly scheme: Scheme;
  readonly foreground: Role;
  readonly background: Role;
  /** In the words of the person who looks at it, such as "captions on cards". */
  readonly where: string;
  /** WCAG 2.x ratio, 1..21. */
  readonly ratio: number;
  /** 4.5 for text, 3 for marks that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11, level AA). */
  readonly needs: 4.5 | 3;
  readonly passes: boolean;
  /** The role that a repair changes. */
  readonly moves: Role;
  /** The nearest colour for that role that passes; null where the pair passes already. */
  readonly suggestion: Hex | null;
}

export interface ContrastReport {
  readonly passes: boolean;
  readonly pairs: readonly ContrastPair[];
}

/** Names a pair of a skin; a ContrastPair is one. */
export type PairName = Pick<ContrastPair, "scheme" | "foreground" | "background">;

interface Use {
  readonly foreground: Role;
  readonly background: Role;
  readonly where: string;
  readonly needs: 4.5 | 3;
  readonly moves: Role;
}

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

// The public stylesheet (components/site/*.css) keeps to this list: a pair added there is added here.
function usesOf(skin: Skin): Use[] {
  const uses: Use[] = [
    text("ink", "paper", "text on the page"),
    text("soft", "paper", "small print on the page"),
    text("ink", "card", "names on cards and text in fields"),
    text("soft", "card", "captions on cards"),
    text("onAccent", "accent", skin.header === "banner" ? "the banner and buttons" : "buttons"),
  ];
  const onPage = accentOnPage(skin);
  if (onPage) uses.push({ ...text("accent", "paper", onPage.where), needs: onPage.needs });
  const onCards = accentOnCards(skin);
  if (onCards) uses.push({ ...text("accent", "card", onCards.where), needs: onCards.needs });
  if (skin.shelf === "table") {
    uses.push({ ...text("paper", "ink", "the selected row, in reverse"), moves: "ink" });
  }
  if (skin.shelf === "shelves") {
    uses.push({ ...text("ink", "line", "names on the boards"), moves: "line" });
  }
  return uses;
}

function accentOnPage({ detail, header }: Skin): Pick<Use, "where" | "needs"> | null {
  if (detail === "label") return { where: "numbers under each picture", needs: 4.5 };
  if (detail === "prompt") return { where: "the prompt", needs: 4.5 };
  if (detail === "plate") return { where: "plate numbers on the page", needs: 4.5 };
  if (header === "banner") return null;
  return { where: "the mark at the page you are on", needs: 3 };
}

function accentOnCards({ detail }: Skin): Pick<Use, "where" | "needs"> | null {
  switch (detail) {
    case "label":
      return { where: "numbers on cards", needs: 4.5 };
    case "prompt":
      return { where: "marks in the list", needs: 4.5 };
    case "tag":
      return { where: "the stamp on paper tags", needs: 4.5 };
    case "plate":
      return { where: "plate numbers", needs: 4.5 };
    case "ledger":
      return { where: "style numbers", needs: 4.5 };
    case "star":
      return { where: "the star", needs: 3 };
    case "soft":
    case "poster":
      return null;
  }
}

function text(foreground: Role, background: Role, where: string): Use {
  return { foreground, background, where, needs: 4.5, moves: foreground };
}

function measure(palette: Palette, scheme: Scheme, use: Use, uses: readonly Use[]): ContrastPair {
  const ratio = contrastRatio(palette[use.foreground], palette[use.background]);
  const passes = ratio >= use.needs;
  return { ...use, scheme, ratio, passes, suggestion: passes ? null : suggest(palette, use, uses) };
}

const LIGHTNESS_STEPS = 400;

// Black or white passes 4.5 on any colour, and the lightness scan ends in both, so there always is
// a candidate. Those that leave the role's other pairs passing come first.
function suggest(palette: Palette, use: Use, uses: readonly Use[]): Hex {
  const from = palette[use.moves];
  const related = uses.filter((each) => [each.foreground, each.background].includes(use.moves));
  let best: { hex: Hex; failures: number; distance: number } | null = null;
  for (let step = 0; step <= LIGHTNESS_STEPS; step++) {
    const hex = withLightness(from, step / LIGHTNESS_STEPS);
    const changed = { ...palette, [use.moves]: hex };
    if (!holds(changed, use)) continue;
    const failures = related.filter((each) => !holds(changed, each)).length;
    const distance = colourDistance(from, hex);
    const better =
      !best || failures < best.failures || (failures === best.failures && distance < best.distance);
    if (better) best = { hex, failures, distance };
  }
  if (!best) throw new Error(`No lightness of ${from} passes for ${use.where}.`);
  return best.hex;
}

function holds(palette: Palette, use: Use): boolean {
  return contrastRatio(palette[use.foreground], palette[use.background]) >= use.needs;
}
