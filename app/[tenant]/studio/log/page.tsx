import type { Metadata } from "next";
import { UUID } from "@/base/uuid";
import { directoryAbout } from "@/db/platform/directory";
import { listAudit } from "@/db/platform/queries/audit";
import { listMembers } from "@/db/tenant/queries/members";
import { memberVisit } from "@/server/access";
import { type LineWords, wordsOf } from "./line-words";
import "./log.css";

export const metadata: Metadata = { title: "Log" };

/** How many lines stand on a page. */
const PAGE = 50;

interface Props {
  readonly searchParams: Promise<{ before?: string | string[] }>;
}

/** Who did what with the site as a whole, and why: its owners, operators, the command line, Swingtag. */
export default async function Log({ searchParams }: Props) {
  const { scope } = await memberVisit("owner");
  const { id } = scope.tenant;
  const asked = (await searchParams).before;
  const before = typeof asked === "string" && UUID.test(asked) ? asked : undefined;
  const [lines, members] = await Promise.all([
    directoryAbout(id).read((tx) => listAudit(tx, { tenantId: id, limit: PAGE + 1, before })),
    scope.read(listMembers),
  ]);
  const nameOf = (id: string) => {
    const member = members.find((one) => one.id === id);
    return member ? member.name || member.email : null;
  };
  const shown = lines.slice(0, PAGE);
  const days = byDay(shown.map((line) => wordsOf(line, nameOf)));
  const last = lines.length > PAGE ? shown.at(-1) : undefined;
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Log</h1>
      </div>
      <p className="st-sub log-about">
        Who did what with this site as a whole, and why. Nobody can change or remove a line: not
        you, and not the people who run Swingtag. Times are UTC.
      </p>
      {days.length === 0 && (
        <p className="st-block">
          {before
            ? "There is nothing older."
            : "Nothing yet. A change of address, a move, an export or anything an operator does with this site will stand here."}
        </p>
      )}
      {days.map(([day, ofDay]) => (
        <section key={day} className="log-day" aria-label={day}>
          <h2 className="st-title">{day}</h2>
          <ol className="log-lines">
            {ofDay.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ol>
        </section>
      ))}
      {(before || last) && (
        <nav className="ui-row" aria-label="Pages of the log">
          {before && (
            <a className="ui-button ui-button-plain" href="/studio/log">
              Newest
            </a>
          )}
          {last && (
            <a className="ui-button ui-button-plain" href={`/studio/log?before=${last.id}`}>
              Older
            </a>
          )}
        </nav>
      )}
    </div>
  );
}

function Line({ line }: { readonly line: LineWords }) {
  return (
    <li className="log-line">
      <time className="st-sub st-num" dateTime={line.at}>
        {line.time}
      </time>
      <div className="log-words">
        <p>
          <bdi className="log-who">{line.who}</bdi> <bdi>{line.what}</bdi>
          {line.more && <bdi className="log-more">{line.more}</bdi>}
        </p>
        {line.why && (
          <p className="st-sub">
            Why: <bdi>{line.why}</bdi>
          </p>
        )}
      </div>
    </li>
  );
}

function byDay(lines: readonly LineWords[]): [string, LineWords[]][] {
  const days = new Map<string, LineWords[]>();
  for (const line of lines) days.set(line.day, [...(days.get(line.day) ?? []), line]);
  return [...days];
}
