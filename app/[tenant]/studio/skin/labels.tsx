import type { Choice } from "@/components/ui/choices";
import type { Role, Skin } from "@/themes/skin";

/** What each colour is for, in the owner's words. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  paper: "Page",
  card: "Cards",
  ink: "Text",
  soft: "Small print",
  accent: "Accent",
  onAccent: "Text on accent",
  line: "Lines and boards",
};

export const CORNER_CHOICES: readonly Choice<Skin["corner"]>[] = [
  { value: "square", label: <Glyph of="corner" is="square" word="Square" /> },
  { value: "soft", label: <Glyph of="corner" is="soft" word="Soft" /> },
  { value: "round", label: <Glyph of="corner" is="round" word="Round" /> },
  { value: "heart", label: <Glyph of="corner" is="heart" word="Heart" /> },
];

export const DENSITY_CHOICES: readonly Choice<Skin["density"]>[] = [
  { value: "airy", label: <Glyph of="density" is="airy" word="Airy" /> },
  { value: "cosy", label: <Glyph of="density" is="cosy" word="Cosy" /> },
  { value: "compact", label: <Glyph of="density" is="compact" word="Compact" /> },
];

export const SHELF_CHOICES: readonly Choice<Skin["shelf"]>[] = [
  { value: "grid", label: <Glyph of="shelf" is="grid" word="Grid" /> },
  { value: "shelves", label: <Glyph of="shelf" is="shelves" word="Boards" /> },
  { value: "table", label: <Glyph of="shelf" is="table" word="Table" /> },
];

export const HEADER_CHOICES: readonly Choice<Skin["header"]>[] = [
  { value: "left", label: <Glyph of="header" is="left" word="Left" /> },
  { value: "centred", label: <Glyph of="header" is="centred" word="Centred" /> },
  { value: "banner", label: <Glyph of="header" is="banner" word="Banner" /> },
  { value: "masthead", label: <Glyph of="header" is="masthead" word="Masthead" /> },
  { value: "bar", label: <Glyph of="header" is="bar" word="Bar" /> },
  { value: "side", label: <Glyph of="header" is="side" word="Side" /> },
];

export const DETAIL_CHOICES: readonly Choice<Skin["detail"]>[] = [
  { value: "label", label: "Museum label" },
  { value: "prompt", label: "Prompt" },
  { value: "tag", label: "Paper tag" },
  { value: "soft", label: "Soft" },
  { value: "plate", label: "Plate" },
  { value: "ledger", label: "Ledger" },
  { value: "poster", label: "Poster" },
  { value: "star", label: "Heart and star" },
];

type Rect = readonly [x: number, y: number, width: number, height: number];

const DRAWINGS: Readonly<Record<string, readonly Rect[]>> = {
  "density airy": [
    [4, 4, 12, 8],
    [24, 4, 12, 8],
    [4, 19, 12, 5],
    [24, 19, 12, 5],
  ],
  "density cosy": [
    [3, 3, 10, 8],
    [15, 3, 10, 8],
    [27, 3, 10, 8],
    [3, 14, 10, 8],
    [15, 14, 10, 8],
    [27, 14, 10, 8],
  ],
  "density compact": [3, 10, 17].flatMap((y) => [2, 9, 16, 23, 30].map((x): Rect => [x, y, 6, 6])),
  "shelf grid": [
    [3, 3, 10, 9],
    [15, 3, 10, 9],
    [27, 3, 10, 9],
    [3, 15, 10, 9],
    [15, 15, 10, 9],
    [27, 15, 10, 9],
  ],
  "shelf shelves": [
    [6, 3, 7, 7],
    [17, 3, 7, 7],
    [28, 3, 7, 7],
    [2, 10, 36, 2.5],
    [6, 15, 7, 7],
    [17, 15, 7, 7],
    [2, 22, 36, 2.5],
  ],
  "shelf table": [4, 10, 16, 22].flatMap((y): Rect[] => [
    [3, y, 4, 2.5],
    [10, y, 14, 2.5],
    [28, y, 9, 2.5],
  ]),
  "header left": [
    [3, 4, 16, 4],
    [30, 5, 7, 2],
    [3, 13, 34, 1],
  ],
  "header centred": [
    [11, 4, 18, 4],
    [14, 11, 12, 2],
  ],
  "header banner": [[2, 3, 36, 12]],
  "header masthead": [
    [3, 3, 34, 1],
    [6, 7, 28, 5],
    [3, 15, 34, 1],
  ],
  "header bar": [[2, 3, 36, 4]],
  "header side": [[2, 2, 10, 23]],
};

/** A small drawing of what a choice does, with its word. */
function Glyph({ of, is, word }: { of: string; is: string; word: string }) {
  return (
    <>
      <svg className="skin-glyph" viewBox="0 0 40 27" aria-hidden="true" focusable="false">
        {of === "corner" ? (
          <path className="skin-glyph-line" d={CORNERS[is]} />
        ) : (
          (DRAWINGS[`${of} ${is}`] ?? []).map(([x, y, width, height]) => (
            <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx={0.8} />
          ))
        )}
      </svg>
      {word}
    </>
  );
}

const CORNERS: Readonly<Record<string, string>> = {
  square: "M8 26V4H32",
  soft: "M8 26V9Q8 4 13 4H32",
  round: "M8 26V20Q8 4 24 4H32",
  heart: "M20 24C6 14 9 4 15 4Q19 4 20 8Q21 4 25 4C31 4 34 14 20 24Z",
};
