import type { Skin } from "@/themes/skin";

export type EmptyShelfProps =
  | { readonly skin: Skin; readonly reason: "nothing-found"; readonly clearHref: string }
  /** `addHref` is null for visitors, who can add nothing. */
  | { readonly skin: Skin; readonly reason: "nothing-yet"; readonly addHref: string | null };

/** An empty shelf, with a hint what to do next. */
export function EmptyShelf(props: EmptyShelfProps) {
  const { words } = props.skin;
  if (props.reason === "nothing-found") {
    return (
      <div className="empty">
        <p className="empty-line">No {words.many} match this search.</p>
        <a className="button" href={props.clearHref}>
          Show all {words.many}
        </a>
      </div>
    );
  }
  return (
    <div className="empty">
      <p className="empty-line">
        {props.addHref ? `The first ${words.one} goes here.` : `No ${words.many} are on show yet.`}
      </p>
      {props.addHref && (
        <a className="button" href={props.addHref}>
          Add the first {words.one}
        </a>
      )}
    </div>
  );
}
