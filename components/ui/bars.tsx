import { Link } from "./link";
import "./charts.css";

/** One bar: what it is, how long, and where it leads. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly href?: string;
}

/**
 * Bars beneath each other, the longest as wide as the page. Drawn on the server; each says its number.
 * @param more what is not shown, in words
 */
export function Bars(props: {
  readonly caption: string;
  readonly bars: readonly Bar[];
  readonly more?: string;
}) {
  const most = Math.max(1, ...props.bars.map(({ value }) => value));
  return (
    <figure className="chart">
      <figcaption className="chart-caption">{props.caption}</figcaption>
      <ul className="chart-bars">
        {props.bars.map(({ label, value, href }) => (
          <li key={`${label} ${href}`}>
            <span className="chart-label" dir="auto">
              {href ? <Link href={href}>{label}</Link> : label}
            </span>
            <svg width="100%" height="10" aria-hidden="true">
              <rect width={`${(value / most) * 100}%`} height="10" rx="2" data-series={0} />
            </svg>
            <span className="chart-value">{value.toLocaleString("en")}</span>
          </li>
        ))}
      </ul>
      {props.more && <p className="chart-more">{props.more}</p>}
    </figure>
  );
}
