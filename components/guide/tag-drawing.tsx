import { drawPlush } from "@/components/plush/draw";
import { type Looks, SwingDrawing } from "./swing-drawing";
import { TushDrawing } from "./tush-drawing";

interface TagDrawingProps {
  readonly tag: "swing" | "tush";
  readonly looks: Looks;
  /** The question that it answers; a drawing of the whole tag where none is asked. */
  readonly part?: string;
}

/**
 * A tag drawn from what is known of it, in the colours of the page. It says nothing that does not stand beside it in
 * words, so nobody is told of it who does not see it.
 */
export function TagDrawing({ tag, looks, part }: TagDrawingProps) {
  if (part === "wearer") return <Wearer who={looks.wearer ?? "other"} />;
  return (
    <svg className="tag-drawing" viewBox="0 0 200 200" aria-hidden="true" focusable="false">
      {part === "made" ? (
        <Year by={looks.made ?? ""} />
      ) : tag === "swing" ? (
        <SwingDrawing looks={looks} part={part} />
      ) : (
        <TushDrawing looks={looks} />
      )}
    </svg>
  );
}

const WEARERS: Readonly<Record<string, { readonly animal: string; readonly colour: string }>> = {
  princess: { animal: "Bear", colour: "Purple" },
  zodiac: { animal: "Dragon", colour: "Red" },
  other: { animal: "Dog", colour: "Tan" },
};

function Wearer({ who }: { readonly who: string }) {
  const { animal, colour } = WEARERS[who] ?? { animal: "Dog", colour: "Tan" };
  const drawn = drawPlush({ name: animal, animal, colour, seed: who });
  return (
    <img
      className="tag-drawing"
      src={`data:image/svg+xml,${encodeURIComponent(drawn)}`}
      alt=""
      width={200}
      height={200}
    />
  );
}

/** A sheet of a calendar. */
function Year({ by }: { readonly by: string }) {
  return (
    <>
      <path className="tag-leaf" d="M30 48H170V176H30Z" />
      <path className="tag-band" d="M30 48H170V82H30Z" />
      <path className="tag-cord" d="M66 32V62M134 32V62" />
      <text className="tag-figure" x="100" y="144" textAnchor="middle" fontSize="46">
        {by === "later" ? "2001+" : by}
      </text>
    </>
  );
}
