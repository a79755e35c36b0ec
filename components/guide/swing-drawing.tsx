import { Star } from "./star";

/** What is known or asked of a tag, by the keys and values that addresses have; what is missing is not drawn. */
export type Looks = Readonly<Record<string, string | undefined>>;

export const HEART =
  "M100 184C52 150 22 120 22 83C22 54 44 36 66 36C82 36 94 44 100 58C106 44 118 36 134 36C156 36 178 54 178 83C178 120 148 150 100 184Z";

/** A swing tag from its front; opened where its inside is asked for. */
export function SwingDrawing({ looks, part }: { readonly looks: Looks; readonly part?: string }) {
  if (part === "wording") return <Star kind="hologram" says={looks.wording} />;
  const isOpened = part === "inside" || (part === "opens" && looks.opens === "book");
  return isOpened ? (
    <Opened inside={part === "inside" ? looks.inside : undefined} />
  ) : (
    <Front looks={looks} />
  );
}

function Front({ looks: { opens, star, letters } }: { readonly looks: Looks }) {
  const isStarred = star !== undefined && star !== "none";
  const isBlank = !opens && !star && !letters;
  return (
    <>
      <Cord />
      {opens === "book" && <path className="tag-leaf" d={HEART} transform="translate(9 6)" />}
      <path className={isBlank ? "tag-leaf tag-unknown" : "tag-leaf"} d={HEART} />
      <path
        className="tag-rim"
        d={HEART}
        transform="translate(100 106) scale(.86) translate(-100 -106)"
      />
      <Hole />
      {letters && (
        <g transform={isStarred ? "translate(12 38) scale(.72)" : undefined}>
          <Letters width={letters === "thin" ? 4 : 15} />
        </g>
      )}
      {isStarred && (
        <g transform={letters ? "translate(139 84) scale(.33)" : "translate(112 100) scale(.47)"}>
          <Star kind={star} bare />
        </g>
      )}
      {isBlank && <Unknown />}
    </>
  );
}

/** Two letters that belong to nobody, in lines of a width. */
function Letters({ width }: { readonly width: number }) {
  return (
    <g className="tag-letters" strokeWidth={width}>
      <circle cx="78" cy="116" r="17" />
      <path d="M97 98V134M116 80V134" />
      <circle cx="135" cy="116" r="17" />
    </g>
  );
}

/** The front leaf turned over to the left, the inside to the right. */
function Opened({ inside }: { readonly inside: string | undefined }) {
  return (
    <g transform="translate(62 22) scale(.76)">
      <Cord />
      <path className="tag-leaf" d={HEART} />
      <path
        className="tag-leaf tag-back"
        d={HEART}
        transform="translate(22 0) skewY(9) scale(-.56 1) translate(-22 0)"
      />
      <Hole />
      {inside === undefined || inside === "none" ? (
        <path className="tag-print" d="M70 96H132M82 112H120" />
      ) : (
        <>
          <path className="tag-letters" strokeWidth="5" d={LETTER_A[inside]} />
          <path className="tag-print" d="M62 78H84M62 122H138M70 136H130M82 150H118" />
        </>
      )}
    </g>
  );
}

/** The letter that tells upright print, which has a roof over its bowl, from rounded lettering, which has none. */
const LETTER_A: Readonly<Record<string, string>> = {
  upright:
    "M98 72C104 62 124 62 124 78V106C124 110 128 110 132 108M124 86C106 84 96 90 96 98C96 110 116 110 124 98",
  round:
    "M128 66V104C128 108 130 109 133 108M128 86C128 74 120 67 112 67C102 67 96 76 96 87C96 98 102 107 112 107C120 107 128 99 128 86",
};

function Cord() {
  return <path className="tag-cord" d="M60 66C40 48 34 24 46 2M60 66C58 44 62 22 72 2" />;
}

function Hole() {
  return <circle className="tag-hole" cx="60" cy="66" r="7" />;
}

function Unknown() {
  return (
    <text className="tag-figure" x="100" y="124" textAnchor="middle" fontSize="64">
      ?
    </text>
  );
}
