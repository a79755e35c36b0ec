import { DRAWINGS } from "./drawings";

/** A small drawing of what a choice does, with its word. */
export function Glyph({ of, is, word }: { of: string; is: string; word: string }) {
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
