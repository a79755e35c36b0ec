/** A pin, drawn in the colour of the text. */
export function PinIcon() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path
        d="M9.5 1.5l5 5-1.2.6-.9-.2-2.6 2.6.1 2.6-1.1 1.1-3-3L2 14l3.6-3.9-3-3 1.1-1.1 2.6.1 2.6-2.6-.2-.9z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinejoin="round"
        className="pin-shape"
      />
    </svg>
  );
}
