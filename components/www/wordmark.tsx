/** A swing tag with its hole, on a field of 32 by 32, filled by the even-odd rule. */
export const TAG_PATH =
  "M16 2 27 10v17a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V10zM16 8a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2z";

/** The name of the house, which leads to its front page. */
export function Wordmark() {
  return (
    <a className="wordmark" href="/">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path fillRule="evenodd" d={TAG_PATH} />
      </svg>
      Swingtag
    </a>
  );
}
