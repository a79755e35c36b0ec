import { colourDistance, contrastRatio, type Hex, withLightness } from "./colour";
import type { Use } from "./contrast-uses";
import type { Palette } from "./skin";

/** The nearest lightness of the role that passes everywhere it is used; null where none does. */
// The scan ends in black and white, one of which passes 4.5 on any colour, so there is always a candidate.
// Prefers one with which the role's other pairs pass too.
export function suggest(palette: Palette, use: Use, uses: readonly Use[]): Hex {
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

const LIGHTNESS_STEPS = 400;
