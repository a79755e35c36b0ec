import "./charts.css";

/** What one year has, a number for each series. */
export interface YearOf {
  readonly year: number;
  readonly values: readonly number[];
}

/** How many groups of bars stand beside each other at most; of more years several are one group. */
const MOST_GROUPS = 40;
/** How many years one group may hold. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 250];
/** In pixels; across, everything is in parts of the width, so that letters keep their size on a phone. */
const HEIGHT = 170;
const TOP = 22;

/**
 * Bars by year, one for each series, with a gap where a year has nothing. Drawn on the server; a table of the same says
 * it in words.
 * @param series what each number is, in the order of the values
 * @param inWords how a number reads
 */
export function YearChart(props: {
  readonly caption: string;
  readonly series: readonly string[];
  readonly years: readonly YearOf[];
  readonly inWords: (value: number, series: number) => string;
}) {
  const { caption, series, inWords } = props;
  const { groups, step } = groupsOf(props.years, series.length);
  const most = Math.max(1, ...groups.flatMap(({ values }) => values));
  const wide = 100 / Math.max(groups.length, 8);
  const each = (wide * 0.72) / series.length;
  const every = Math.ceil(groups.length / 8);
  const named = (year: number) => (step === 1 ? String(year) : `${year}–${year + step - 1}`);
  const highest = groups.flatMap(({ values }) => values).indexOf(most);
  return (
    <figure className="chart">
      <figcaption className="chart-caption">
        <span>{caption}</span>
        {series.length > 1 && (
          <span className="chart-key">
            {series.map((name, at) => (
              <span key={name} data-series={at}>
                {name}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <svg className="chart-years" width="100%" height={HEIGHT + TOP + 22} aria-hidden="true">
        <line x1="0" x2="100%" y1={HEIGHT + TOP} y2={HEIGHT + TOP} className="chart-ground" />
        {groups.map(({ year, values }, at) => (
          <g key={year}>
            {values.map((value, of) => {
              const tall = value > 0 ? Math.max(2, (value / most) * HEIGHT) : 0;
              return (
                <rect
                  key={series[of]}
                  data-series={of}
                  x={`${at * wide + wide * 0.14 + of * each}%`}
                  width={`${each * (series.length > 1 ? 0.92 : 1)}%`}
                  y={HEIGHT + TOP - tall}
                  height={tall}
                >
                  <title>{`${named(year)}: ${inWords(value, of)}`}</title>
                </rect>
              );
            })}
            {at % every === 0 && (
              <text x={`${at * wide + wide / 2}%`} y={HEIGHT + TOP + 17} textAnchor="middle">
                {year}
              </text>
            )}
          </g>
        ))}
        {groups.length > 0 && <Highest at={highest} {...{ wide, each, series, most, inWords }} />}
      </svg>
      <details className="chart-table">
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Year</th>
              {series.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups
              .filter(({ values }) => values.some((value) => value > 0))
              .map(({ year, values }) => (
                <tr key={year}>
                  <th scope="row">{named(year)}</th>
                  {values.map((value, of) => (
                    <td key={series[of]}>{value > 0 ? inWords(value, of) : "–"}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The number of the highest bar, which gives the others their measure. */
function Highest(props: {
  readonly at: number;
  readonly wide: number;
  readonly each: number;
  readonly series: readonly string[];
  readonly most: number;
  readonly inWords: (value: number, series: number) => string;
}) {
  const { at, wide, each, series, most, inWords } = props;
  const of = at % series.length;
  const middle = Math.floor(at / series.length) * wide + wide * 0.14 + (of + 0.5) * each;
  const anchor = middle < 12 ? "start" : middle > 88 ? "end" : "middle";
  const x = anchor === "start" ? 0 : anchor === "end" ? 100 : middle;
  return (
    <text x={`${x}%`} y={TOP - 8} textAnchor={anchor} className="chart-most">
      {inWords(most, of)}
    </text>
  );
}

/** Every year from the first to the last, of many several in one, so that a gap in time is a gap to see. */
function groupsOf(years: readonly YearOf[], series: number) {
  const all = years.map(({ year }) => year).toSorted((one, other) => one - other);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return { groups: [], step: 1 };
  const step = STEPS.find((step) => (last - first + 1) / step <= MOST_GROUPS) ?? 250;
  const start = Math.floor(first / step) * step;
  const groups = Array.from({ length: Math.floor((last - start) / step) + 1 }, (_, at) => ({
    year: start + at * step,
    values: Array.from({ length: series }, () => 0),
  }));
  for (const { year, values } of years) {
    const group = groups[Math.floor((year - start) / step)];
    values.forEach((value, of) => {
      if (group) group.values[of] = (group.values[of] ?? 0) + value;
    });
  }
  return { groups, step };
}
