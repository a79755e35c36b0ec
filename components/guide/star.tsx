import { Fragment } from "react";

interface StarProps {
  readonly kind: string;
  /** What stands in it, where that is asked. */
  readonly says?: string | undefined;
  /** Around a point of its own, without the place it has in a drawing. */
  readonly bare?: boolean;
}

/** A star on a tag: yellow, white, or of facets, as a hologram is in changing light. */
export function Star({ kind, says, bare }: StarProps) {
  const star = (
    <>
      {kind === "hologram" ? (
        <Facets />
      ) : (
        <path d={OUTLINE} fill={kind === "yellow" ? "#f5c93a" : "#fff"} />
      )}
      <path className="tag-line" d={OUTLINE} />
      {says === "2000" && (
        <text className="star-figure" y="12" textAnchor="middle" fontSize="31">
          2000
        </text>
      )}
      {says === "other" && <path className="star-words" d="M-32 -6H32M-27 7H27M-21 20H21" />}
    </>
  );
  return bare ? star : <g transform="translate(100 104)">{star}</g>;
}

const POINTS = Array.from({ length: 10 }, (_, at) => {
  const reach = at % 2 === 0 ? 84 : 40;
  const angle = (at * Math.PI) / 5 - Math.PI / 2;
  return `${Math.round(reach * Math.cos(angle))} ${Math.round(reach * Math.sin(angle))}`;
});
const OUTLINE = `M${POINTS.join("L")}Z`;
const SHIMMER = ["#f6b9cb", "#cdbdf4", "#b1dbf5", "#bdeccd", "#f8e7a6"];

function Facets() {
  return POINTS.map((point, at) => (
    <Fragment key={point}>
      <path d={`M0 0L${point}L${POINTS[(at + 1) % POINTS.length]}Z`} fill={SHIMMER[at % 5]} />
    </Fragment>
  ));
}
