import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { OUTCOME_WORDS, ROW_OUTCOMES, type RowOutcome } from "@/db/tenant/intake";
import { ROWS_SHOWN, type RowsAsked } from "@/db/tenant/queries/intake/rows";
import { countInWords } from "../import-words";
import { SheetRow } from "./sheet-row";
import type { ShownSheetRow } from "./shown-sheet-rows";
import { type Blanks, TakeIn } from "./take-in";

interface Shown {
  readonly id: string;
  /** Which reading of the sheet is shown. */
  readonly edition: number;
  readonly blanks: Blanks;
  readonly counts: Readonly<Record<RowOutcome, number>>;
  /** How many rows are taken in without some of their photos. */
  readonly lacking: number;
  /** The rows that are shown alone, or null. */
  readonly show: RowsAsked | null;
  /** The line after which rows are shown. */
  readonly after: number;
  readonly rows: readonly ShownSheetRow[];
  /** The names of the sheet's columns. */
  readonly columns: readonly string[];
  /** Whether nothing is written yet. */
  readonly isOpen: boolean;
  /** Whether what was written was taken back. */
  readonly isUndone: boolean;
}

/** What each row would change, with how many are what on top; a click on one shows those alone. */
export function Preview({
  id,
  edition,
  blanks,
  counts,
  lacking,
  show,
  after,
  rows,
  columns,
  isOpen,
  isUndone,
}: Shown) {
  const total = ROW_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const href = (outcome: RowsAsked | null, line = 0) => {
    const query = new URLSearchParams({
      ...(outcome && { show: outcome }),
      ...(line > 0 && { after: String(line) }),
    }).toString();
    return `/studio/import/${id}${query && `?${query}`}`;
  };
  const notTaken = counts.refused + counts.conflict + counts.unclear;
  const last = rows.at(-1);
  const isFull = rows.length === ROWS_SHOWN;
  return (
    <>
      <nav className="im-counts" aria-label="Rows by what becomes of them">
        <Count label="All rows" value={total} href={href(null)} isShown={show === null} />
        {ROW_OUTCOMES.map((outcome) => (
          <Count
            key={outcome}
            label={OUTCOME_WORDS[outcome]}
            value={counts[outcome]}
            href={href(outcome)}
            isShown={show === outcome}
            tone={outcome}
          />
        ))}
        <Count
          label="Without a photo"
          value={lacking}
          href={href("photos")}
          isShown={show === "photos"}
          tone="photos"
        />
      </nav>
      {isOpen && (
        <TakeIn
          id={id}
          edition={edition}
          fresh={counts.new}
          changed={counts.changed}
          blanks={blanks}
        />
      )}
      {notTaken > 0 && (
        <p className="im-aside">
          {/* A download, which the router would not know what to do with. */}
          <a className="st-link" href={`/studio/import/${id}/refused`} download>
            Download what is not imported ({countInWords(notTaken, "row")})
          </a>{" "}
          <span className="st-sub">as a sheet with the reasons, to mend and bring again.</span>
        </p>
      )}
      {rows.length === 0 ? (
        <p className="st-block st-sub">There are no such rows.</p>
      ) : (
        <ol className="im-rows" aria-label="Rows of the sheet">
          {rows.map((row) => (
            <SheetRow
              key={`${row.line} ${row.outcome}`}
              id={id}
              row={row}
              columns={columns}
              isOpen={isOpen}
              isUndone={isUndone}
            />
          ))}
        </ol>
      )}
      {(after > 0 || isFull) && (
        <nav className="ui-row im-pages" aria-label="More rows">
          {after > 0 && (
            <Link className={classOf("quiet")} href={href(show)}>
              From the first
            </Link>
          )}
          {isFull && last && (
            <Link className={classOf("plain")} href={href(show, last.line)}>
              The next {ROWS_SHOWN}
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function Count({
  label,
  value,
  href,
  isShown,
  tone,
}: {
  readonly label: string;
  readonly value: number;
  readonly href: string;
  readonly isShown: boolean;
  readonly tone?: RowsAsked;
}) {
  if (value === 0 && !isShown && tone) return null;
  return (
    <Link className="im-count" href={href} aria-current={isShown || undefined} data-tone={tone}>
      <span className="im-count-value st-num">{value.toLocaleString("en")}</span>
      <span className="im-count-label">{label}</span>
    </Link>
  );
}
