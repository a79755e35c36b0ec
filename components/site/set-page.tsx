import { Marks } from "./marks";
import type { Picture } from "./model";
import { present } from "./words";

export interface SetPiece {
  readonly at: number;
  readonly name: string;
  readonly variant: string | null;
  readonly styleNumber: string | null;
  readonly state: "there" | "wanted" | "missing";
  /** The page of its item, if it has one. */
  readonly href: string | null;
  readonly picture: Picture;
}

export interface SetShown {
  readonly name: string;
  readonly href: string;
  readonly note: string;
  /** Which copies count, in a sentence. */
  readonly counted: string;
  readonly there: number;
  readonly all: number;
  readonly pieces: readonly SetPiece[];
  readonly marks: readonly string[];
}

/** The classes of what holds the page of a set, and of all sets. */
export const SET_PAGE = "set-page";
export const SETS_PAGE = "sets-page";

/** How many pictures load eagerly, and how many pieces of each set the page of all shows. */
const ABOVE_THE_FOLD = 12;
const IN_A_ROW = 12;

/** "7 of 9". */
function tallyOf({ there, all }: Pick<SetShown, "there" | "all">): string {
  return `${there.toLocaleString("en")} of ${all.toLocaleString("en")}`;
}

/** One set: what is there, and as a ghost what is missing. */
export function SetContents({
  set,
  address,
}: {
  readonly set: SetShown;
  readonly address: string;
}) {
  return (
    <>
      <p className="item-back">
        <a href="/sets">Sets</a>
      </p>
      <div className="page-head">
        <h1 className="page-title">
          <bdi>{set.name}</bdi>
        </h1>
        <p className="page-count set-tally">{tallyOf(set)}</p>
      </div>
      <Marks marks={set.marks} />
      {set.note && (
        <p className="set-note" dir="auto">
          {set.note}
        </p>
      )}
      {set.all > 0 ? (
        <ol className="set-pieces">
          {set.pieces.map((piece, index) => (
            <Piece key={piece.at} piece={piece} eager={index < ABOVE_THE_FOLD} />
          ))}
        </ol>
      ) : (
        <p className="empty-line">Nothing belongs to this set yet.</p>
      )}
      <p className="set-counted">{set.counted}</p>
      <p className="set-address">{address}</p>
    </>
  );
}

function Piece({ piece, eager }: { readonly piece: SetPiece; readonly eager: boolean }) {
  const { name, state, href, picture } = piece;
  const { src, width, height } = picture;
  const line = present([piece.variant, piece.styleNumber]).join(" · ");
  return (
    <li className="set-piece" data-state={state}>
      <div className="set-picture">
        <img
          className={state === "there" ? undefined : "set-ghost"}
          src={src}
          width={width}
          height={height}
          alt=""
          loading={eager ? "eager" : "lazy"}
        />
      </div>
      <h2>
        {href ? (
          <a href={href}>
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi>{name}</bdi>
        )}
      </h2>
      {line && <p className="set-line">{line}</p>}
      {state !== "there" && (
        <p className="set-state">{state === "wanted" ? "Wanted" : "Missing"}</p>
      )}
    </li>
  );
}

/** All sets of the site, each with the first of its pieces in a row. */
export function SetsContents({ sets }: { readonly sets: readonly SetShown[] }) {
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Sets</h1>
      </div>
      <ul className="sets">
        {sets.map((set) => (
          <li className="sets-one" key={set.href}>
            <div className="sets-head">
              <h2>
                <a href={set.href}>
                  <bdi>{set.name}</bdi>
                </a>
              </h2>
              <p className="set-tally">{tallyOf(set)}</p>
            </div>
            <Marks marks={set.marks} />
            <div className="sets-row" aria-hidden="true">
              {set.pieces.slice(0, IN_A_ROW).map(({ at, state, picture }) => (
                <img
                  key={at}
                  className={state === "there" ? undefined : "set-ghost"}
                  src={picture.src}
                  width={picture.width}
                  height={picture.height}
                  alt=""
                  loading="lazy"
                />
              ))}
              {set.all > IN_A_ROW && <span>+{(set.all - IN_A_ROW).toLocaleString("en")}</span>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
