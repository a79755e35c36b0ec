/** Where a site lives, as a word with its picture: one cell among many, a house, or grounds with three houses. */
export function Placement({ placement }: { readonly placement: keyof typeof WORDS }) {
  return (
    <span className="op-placement" data-placement={placement}>
      <svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
        {placement === "pool" ? (
          <>
            <path d="M1 1h18v12H1zM7 1v12M13 1v12M1 7h18" fill="none" stroke="currentColor" />
            <path d="M7 7h6v6H7z" fill="currentColor" />
          </>
        ) : placement === "own" ? (
          <path d="M2 7l8-6.5L18 7v6.5H2z" fill="currentColor" />
        ) : (
          <>
            <path d="M.5 13.5h19" fill="none" stroke="currentColor" />
            <path
              d="M1 8l3-2.5L7 8v4.5H1zM7.5 5L10 2.5 12.5 5v7.5h-5zM13 8l3-2.5L19 8v4.5h-6z"
              fill="currentColor"
            />
          </>
        )}
      </svg>
      {WORDS[placement]}
    </span>
  );
}

const WORDS = { pool: "pool", own: "own database", stack: "own stack" } as const;

/** A tenant's state, marked by shape as well as by word. */
export function State({ state }: { readonly state: string }) {
  return (
    <span className="op-state" data-state={state}>
      {state}
    </span>
  );
}
