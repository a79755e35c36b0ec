import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DatabaseTable, type ListedDatabase } from "@/components/operator/database-table";
import { numberInWords, sizeInWords } from "@/components/operator/figures";
import { Stored } from "@/components/operator/stored";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { operatorVisit } from "@/server/operator/visit";

export const metadata: Metadata = { title: "Databases" };

/** Pools, own databases and spares, with the servers they stand on. */
export default async function Databases() {
  await operatorVisit();
  const all = await platform.read(listAllDatabases);
  const usual = usualSchema(all);
  const pools = all.filter(({ kind }) => kind === "pool");
  const spares = all.filter(({ state }) => state === "spare" || state === "preparing");
  const own = all.filter((one) => one.kind === "own" && !spares.includes(one));
  return (
    <>
      <div className="op-head">
        <h1>Databases</h1>
        <p className="op-sum">
          {numberInWords(all.length)} on{" "}
          {servers(all).length === 1 ? "one server" : `${servers(all).length} servers`}
          {", most with schema "}
          <span className="op-mono">
            <Stored text={usual || "unknown"} most={40} />
          </span>
          {"."}
        </p>
      </div>
      <ul className="op-servers">
        {servers(all).map(({ server, databases, bytes }) => (
          <li key={server}>
            <b>
              <Stored text={server || "the platform’s server"} most={80} />
            </b>{" "}
            <span className="op-num">
              {numberInWords(databases)} databases, {sizeInWords(bytes)}
            </span>
          </li>
        ))}
      </ul>
      <Group title="Pools" says="Shared by many sites, each behind row-level security.">
        <DatabaseTable databases={pools} usual={usual} />
      </Group>
      <Group
        title={`Own databases, ${numberInWords(own.length)}`}
        says="One site each, with a login role of its own."
      >
        {own.length > 0 ? (
          <DatabaseTable databases={own} usual={usual} />
        ) : (
          <p className="op-empty">No site has a database of its own.</p>
        )}
      </Group>
      <Group
        title={`Spares, ${numberInWords(spares.length)}`}
        says="Made before anyone asks; a job makes up for each that is taken."
      >
        {spares.length > 0 ? (
          <DatabaseTable databases={spares} usual={usual} />
        ) : (
          <p className="op-empty">
            No spare stands ready. The next own database is made on the spot.
          </p>
        )}
      </Group>
    </>
  );
}

function Group(props: { title: string; says: string; children: ReactNode }) {
  return (
    <section className="op-group">
      <h2>{props.title}</h2>
      <p className="op-soft">{props.says}</p>
      {props.children}
    </section>
  );
}

/** The schema version that most databases have. A database with another one is marked. */
function usualSchema(all: readonly ListedDatabase[]): string {
  const counts = new Map<string, number>();
  for (const { schemaVersion } of all)
    counts.set(schemaVersion, (counts.get(schemaVersion) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "";
}

function servers(all: readonly ListedDatabase[]) {
  return [...new Set(all.map(({ server }) => server))].map((server) => {
    const there = all.filter((one) => one.server === server);
    return {
      server,
      databases: there.length,
      bytes: there.reduce((total, { bytes }) => total + bytes, 0),
    };
  });
}
