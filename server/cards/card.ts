import sharp, { type OverlayOptions } from "sharp";
import { facesOf, type PaperFace, wholeHeadFaces } from "@/server/papers/faces";
import { type TextStyle, typesetter } from "@/server/papers/typesetting";
import { familiesOf } from "@/themes/pairings";
import type { Skin } from "@/themes/skin";
import { outlinePen } from "./outline-pen";

/** In pixels, as networks show a link's picture. */
export const CARD = { width: 1200, height: 630 } as const;

/** What a tile of a card shows: a photograph's bytes, or a drawing as SVG, 400 units square. */
export type Shown =
  | { readonly kind: "photograph"; readonly bytes: Buffer }
  | { readonly kind: "drawing"; readonly svg: string };

/** What a link to one thing is told with. */
export interface CardOfOne {
  readonly site: string;
  readonly address: string;
  readonly title: string;
  /** Below the title, such as its variant; empty lines are left out. */
  readonly lines: readonly string[];
  readonly shown: Shown;
}

/** What a link to a collection, or a part of it, is told with. */
export interface CardOfMany {
  readonly title: string;
  readonly address: string;
  readonly lines: readonly string[];
  /** As many as there are; six at most are shown. */
  readonly shown: readonly Shown[];
}

type Look = Pick<Skin, "type" | "corner" | "colours">;

/**
 * The card of one thing, in the skin's colours and its face for headlines.
 * @returns a JPEG
 */
export function cardOfOne(skin: Look, card: CardOfOne): Promise<Buffer> {
  const page = openCard(skin);
  page.put(card.shown, { x: 0, y: 0, width: 560, height: CARD.height }, 0);
  page.say(
    { eyebrow: card.site, title: card.title, lines: card.lines, address: card.address },
    { x: 624, width: 512 },
  );
  return page.print();
}

/**
 * The card of many things: what they are called, and some of them as tiles.
 * @returns a JPEG
 */
export function cardOfMany(skin: Look, card: CardOfMany): Promise<Buffer> {
  const page = openCard(skin);
  const [count, columns] = ROWS.find(([most]) => card.shown.length >= most) ?? [0, 1];
  const rows = Math.max(1, count / columns);
  const side = columns === 3 ? 200 : columns === 2 ? 258 : 534;
  const gap = 18;
  const left = CARD.width - 48 - columns * side - (columns - 1) * gap;
  const top = (CARD.height - rows * side - (rows - 1) * gap) / 2;
  for (const [index, shown] of card.shown.slice(0, count).entries()) {
    const x = left + (index % columns) * (side + gap);
    const y = top + Math.floor(index / columns) * (side + gap);
    page.put(shown, { x, y, width: side, height: side }, CORNERS[skin.corner]);
  }
  page.say(
    { eyebrow: "", title: card.title, lines: card.lines, address: card.address },
    { x: 64, width: count > 0 ? left - 64 - 48 : CARD.width - 128 },
  );
  return page.print();
}

/** How many things a card of many shows at most. */
export const MOST_SHOWN = 6;

/** How many tiles in how many columns, from so many things on. */
const ROWS = [
  [MOST_SHOWN, 3],
  [4, 2],
  [1, 1],
] as const;

/** Of a tile, in pixels. */
const CORNERS: Readonly<Record<Skin["corner"], number>> = {
  square: 0,
  soft: 10,
  heart: 32,
  round: 44,
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Words {
  readonly eyebrow: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly address: string;
}

/** Sizes of a title with the lines it may take; in the smallest it ends in an ellipsis. */
const SMALLEST = { size: 50, most: 4 } as const;
const TITLES = [{ size: 84, most: 2 }, { size: 66, most: 3 }, SMALLEST] as const;

/** No font of ours draws them. */
const PICTOGRAMS =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f]/gu;

function openCard(skin: Look) {
  const { paper, card, ink, soft, accent, line } = skin.colours.light;
  const head = wholeHeadFaces(familiesOf(skin.type).display);
  const style = (first: readonly PaperFace[], size: number, colour: string): TextStyle => ({
    faces: [...first, ...facesOf("bold")],
    size,
    colour,
  });
  const pen = outlinePen();
  const type = typesetter(pen);
  const below: string[] = [];
  const photographs: Promise<OverlayOptions>[] = [];

  function put(shown: Shown, box: Box, corner: number): void {
    const { x, y, width, height } = box;
    below.push(
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}" fill="${card}" stroke="${line}" stroke-width="2"/>`,
    );
    if (shown.kind === "photograph") photographs.push(cutOut(shown.bytes, box, corner));
    else {
      const side = Math.min(width, height) * 0.86;
      const [left, top] = [x + (width - side) / 2, y + (height - side) / 2];
      below.push(
        shown.svg.replace("<svg ", `<svg x="${left}" y="${top}" width="${side}" height="${side}" `),
      );
    }
  }

  function set(text: string, style: TextStyle, width: number, most: number) {
    return type.set(text.replace(PICTOGRAMS, " "), style, width, most);
  }

  function say(words: Words, { x, width }: { readonly x: number; readonly width: number }): void {
    // One line more than it may take tells that it is too long.
    const fits = TITLES.find(
      ({ size, most }) =>
        set(words.title, style(head, size, ink), width, most + 1).lines.length <= most,
    );
    const { size, most } = fits ?? SMALLEST;
    const title = set(words.title, style(head, size, ink), width, most);
    const align = title.isRightToLeft ? "end" : "start";
    const lines = words.lines
      .filter(Boolean)
      .slice(0, 2)
      .map((text) => set(text, style([], 30, soft), width, title.lines.length > 2 ? 1 : 2));
    const height = [title, ...lines].reduce((sum, one) => sum + one.height, 0);
    let y = Math.max(104, (CARD.height - height) / 2 - 20);
    const put = (one: typeof title, at: number) => type.draw(one, { x, y: at, width }, align);
    if (words.eyebrow) put(set(words.eyebrow, style(head, 32, ink), width, 1), 52);
    put(title, y);
    y += title.height + 12;
    for (const line of lines) {
      put(line, y);
      y += line.height;
    }
    below.push(
      `<rect x="${align === "end" ? x + width - 64 : x}" y="532" width="64" height="6" fill="${accent}"/>`,
    );
    put(set(words.address, style([], 26, soft), width, 1), 552);
  }

  async function print(): Promise<Buffer> {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}"><rect width="100%" height="100%" fill="${paper}"/>${below.join("")}${pen.written()}</svg>`;
    return sharp(Buffer.from(svg))
      .composite(await Promise.all(photographs))
      .jpeg({ quality: 86, chromaSubsampling: "4:4:4" })
      .toBuffer();
  }

  return { put, say, print };
}

/** A photograph that fills a box, with its corners. */
async function cutOut(bytes: Buffer, box: Box, corner: number): Promise<OverlayOptions> {
  const [left, top, width, height] = [box.x, box.y, box.width, box.height].map(Math.round);
  const mask = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" rx="${corner}"/></svg>`;
  const input = await sharp(bytes)
    .resize(width, height, { fit: "cover", position: "attention" })
    .composite(corner > 0 ? [{ input: Buffer.from(mask), blend: "dest-in" }] : [])
    .png({ compressionLevel: 1 })
    .toBuffer();
  return { input, left, top };
}
