import fc from "fast-check";
import type { Hex } from "./colour";
import { TYPE_IDS } from "./pairings";
import {
  CORNERS,
  DENSITIES,
  DETAILS,
  HEADERS,
  type Palette,
  PRESET_IDS,
  SHELVES,
  type Skin,
} from "./skin";

/** Any colour a skin may hold. */
export const anyHex: fc.Arbitrary<Hex> = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value): Hex => `#${value.toString(16).padStart(6, "0")}`);

const anyPalette: fc.Arbitrary<Palette> = fc.record({
  paper: anyHex,
  card: anyHex,
  ink: anyHex,
  soft: anyHex,
  accent: anyHex,
  onAccent: anyHex,
  line: anyHex,
});

/** Any skin that parses, however ugly. */
export const anySkin: fc.Arbitrary<Skin> = fc.record({
  preset: fc.constantFrom(...PRESET_IDS),
  colours: fc.record({ light: anyPalette, dark: anyPalette }),
  type: fc.constantFrom(...TYPE_IDS),
  corner: fc.constantFrom(...CORNERS),
  density: fc.constantFrom(...DENSITIES),
  shelf: fc.constantFrom(...SHELVES),
  header: fc.constantFrom(...HEADERS),
  detail: fc.constantFrom(...DETAILS),
  tagline: fc.constantFrom(
    "",
    "A tagline",
    "</style><script>alert(1)</script>",
    "}body{color:red}",
  ),
  words: fc.constant({ one: "Bear", many: "Bears", collection: "The den" }),
  logo: fc.constantFrom(null, {
    key: "logo/one.webp",
    alt: "url(javascript:alert(1)) @import",
    width: 300,
    height: 100,
  }),
});

/** What a hostile form might send where a colour or a choice belongs. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "red;}body{display:none",
    "url(https://example.com/x)",
    "#fff",
    "#12345g",
    "#123456;--x:url(x)",
    "#123456\n}",
    "</style>",
    "@import 'x'",
    "expression(alert(1))",
    "var(--ink)",
    "square}",
    "__proto__",
    "constructor",
  ),
);
