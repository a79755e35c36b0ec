import type { IsolationRun } from "@/db/platform/queries/isolation";

/** When the walls were last attacked, and how that ended. Shows totals only, and nothing of a single other site. */
export function LastAttack({ run }: { readonly run: IsolationRun | null }) {
  if (!run)
    return (
      <section className="st-block" aria-labelledby="attack">
        <h2 id="attack">The last attack</h2>
        <p>The walls of this installation were never attacked yet.</p>
        <p className="st-sub">
          Whoever runs Swingtag here can attack them with <code>npm run isolation</code>. How that
          ends will stand here, whichever way it ends.
        </p>
      </section>
    );
  return (
    <section className="st-block wall-attack" data-passed={run.passed} aria-labelledby="attack">
      <h2 id="attack">The last attack</h2>
      <p className="wall-verdict">
        {run.passed ? "The walls held." : "The walls were not proven."}
      </p>
      <p>
        On <time dateTime={run.startedAt.toISOString()}>{momentOf(run.startedAt)}</time> a program
        set up sites with secrets in every field and file, in a shared database and in databases of
        their own. Then it tried to get at each of them as the visitors, members and owners of the
        others, and took the walls down one at a time to see whether anyone notices.
      </p>
      <dl className="wall-counts">
        <Count name="attempts from outside" value={inWords(run.requests)} />
        <Count name="secrets on the wrong side" value={inWords(run.wrongSide)} />
        <Count
          name="walls taken down and noticed"
          value={`${inWords(run.caught)} of ${inWords(run.mutants)}`}
        />
      </dl>
      <p className="st-sub">
        {run.passed
          ? "It ran against sites made for it, with the same program that serves yours. Your own data was not touched."
          : "It ran against sites made for it, not against yours. What it found, or what it could not try, is with the people who run Swingtag."}
        {run.version && (
          <>
            {" "}
            Version <code>{run.version.slice(0, 12)}</code>.
          </>
        )}
      </p>
    </section>
  );
}

function Count({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="st-num">{value}</dd>
    </div>
  );
}

function inWords(count: number): string {
  return count.toLocaleString("en");
}

function momentOf(date: Date): string {
  const day = date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day} at ${date.toISOString().slice(11, 16)} UTC`;
}
