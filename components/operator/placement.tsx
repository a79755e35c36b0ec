/** Where a site lives, as a word with its picture: one cell among many, or a house of its own. */
export function Placement({ placement }: { readonly placement: "pool" | "own" | "stack" }) {
  return (
    <span className="op-placement" data-placement={placement}>
      <svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
        {placement === "pool" ? (
          <>
            <path d="M1 1h18v12H1zM7 1v12M13 1v12M1 7h18" fill="none" stroke="currentColor" />
            <path d="M7 7h6v6H7z" fill="currentColor" />
          </>
        ) : (
          <path d="M2 7l8-6.5L18 7v6.5H2z" fill="currentColor" />
        )}
      </svg>
      {placement === "pool" ? "pool" : "own database"}
    </span>
  );
}

/** A tenant's state, marked by shape as well as by word. */
export function State({
  state,
}: {
  readonly state: "founding" | "active" | "suspended" | "deleted";
}) {
  return (
    <span className="op-state" data-state={state}>
      {state}
    </span>
  );
}
