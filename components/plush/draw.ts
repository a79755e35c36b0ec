import { type Species, speciesOf } from "./animals";
import { breeds } from "./breeds";
import { chanceFrom, hashOf } from "./chance";
import { type Cloth, clothFrom, type Plush } from "./cloth";
import { creatures } from "./creatures";
import { naturalColour } from "./natural-colours";
import { namesColour, tonesOf } from "./palette";
import { beanbag } from "./parts/beanbag";
import { quadruped } from "./parts/quadruped";
import { tagOn } from "./parts/tag";
import { fill, oval, packed } from "./shapes";
import { titleOf } from "./title";

/** The facts of an item, in its owner's words, which may be hostile. */
export interface PlushInput {
  name: string;
  animal: string;
  colour: string;
  /** Used as the colour if it names one ("Light Blue"); otherwise it only varies the drawing. */
  variant?: string;
  seed: string | number;
}

/** Less than 4096, with the title. */
const LIMIT = 4095;

/**
 * A plush for an item that has no photograph: a standalone SVG document, 400 units square, under
 * 4096 bytes, transparent, without script, style or outside references. The same input gives the
 * same bytes; any change to it gives another animal. Gradient names differ between inputs, so
 * several can stand in one page. Nothing throws: unknown animals become a bean-bag creature.
 */
export function drawPlush({ name, animal, colour, variant = "", seed }: PlushInput): string {
  const text = JSON.stringify([name, animal, colour, variant, String(seed)]);
  const chance = chanceFrom(text);
  const key = `p${(hashOf(text) % 36 ** 4).toString(36)}`;
  const kind = speciesOf(animal);
  const words =
    namesColour(variant) && !/[a-z]+ (tail|belly|face|tag|pellets)/i.test(variant)
      ? variant
      : colour;
  const cloth = clothFrom(tonesOf(words.trim() || naturalColour(kind)), key, chance);
  const { art, tie, lean, ground } = painterOf(kind)(cloth);
  const drawing = packed(
    `<defs>${cloth.defs}</defs>${oval(ground.x, 366, ground.width, 15, fill(cloth.shadow))}` +
      `<g fill="${cloth.body}" stroke="${cloth.rim}" stroke-width="4.5" stroke-dasharray="1 1.4">${art}</g>` +
      tagOn(tie, lean, chance),
  );
  const room = LIMIT - OPEN.length - drawing.length - CLOSE.length;
  return OPEN + titleOf(name, animal, words, room) + CLOSE.replace("</svg>", `${drawing}</svg>`);
}

const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img"><title>';
const CLOSE = "</title></svg>";

function painterOf(kind: Species): (cloth: Cloth) => Plush {
  if (kind === "beanbag") return beanbag;
  return kind in creatures
    ? creatures[kind as keyof typeof creatures]
    : (cloth) => quadruped(cloth, breeds[kind as keyof typeof breeds]);
}
