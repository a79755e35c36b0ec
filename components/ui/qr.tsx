import { encode } from "uqr";

/**
 * A text as a QR code, drawn in one path. Dark on white in any scheme, because cameras read nothing else reliably.
 * @param label what it is, for whoever can't see it; null where the text beside it says so
 * @param border its quiet zone in modules; of four where nothing white is around it, says ISO/IEC 18004
 */
export function Qr(props: {
  readonly text: string;
  readonly label: string | null;
  readonly border: number;
  readonly className?: string;
}) {
  const { text, label, border, className } = props;
  const { data, size } = encode(text, { ecc: "M", border });
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label ?? undefined}
      aria-hidden={label === null || undefined}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={data.map(drawnRow).join("")} fill="#000000" />
    </svg>
  );
}

/** The dark modules of a row, each run of them as one bar. */
function drawnRow(row: readonly boolean[], y: number): string {
  const runs = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
  return runs
    .map((from) => {
      const end = row.indexOf(false, from);
      const length = (end < 0 ? row.length : end) - from;
      return `M${from} ${y}h${length}v1h-${length}z`;
    })
    .join("");
}
