import { drawPlush, type PlushInput } from "./draw";

const CLOTH = "#ddd7cc";
const THREAD = "#8d877c";

/**
 * The plush of something that is missing: the same drawing without its colours, of pale cloth and stitches. What is as dark
 * as an eye stays the colour of the thread, so that it has a face.
 */
export function drawGhost(input: PlushInput): string {
  return (
    drawPlush(input)
      // Its shadow stands right behind what it defines; a ghost throws none.
      .replace(/<defs>.*?<\/defs><ellipse[^>]*\/>/s, "")
      .replace(/ (fill|stroke)="([^"]*)"/g, (whole, what: string, colour: string) => {
        if (colour === "none") return whole;
        return ` ${what}="${what === "stroke" || isDark(colour) ? THREAD : CLOTH}"`;
      })
  );
}

/** Whether a colour, `#rgb` or `#rrggbb`, is as dark as an eye. */
function isDark(colour: string): boolean {
  const hex = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? colour.slice(1) : "";
  const size = hex.length / 3;
  const parts = [0, 1, 2].map((nth) =>
    hex.slice(nth * size, (nth + 1) * size).padStart(2, hex[nth]),
  );
  return hex !== "" && parts.every((part) => Number.parseInt(part, 16) < 0x48);
}
