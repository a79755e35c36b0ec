import { readFileSync } from "node:fs";
import postgres from "postgres";

export const dynamic = "force-dynamic";

const QUERIES: readonly { text: string; parameters: string[] }[] = JSON.parse(
  readFileSync("queries.json", "utf8"),
);
const sql = postgres(process.env.BARE_DATABASE_URL ?? "", { max: 10, fetch_types: false });

/** The shelf's queries, each alone and prepared, and their rows in plain markup. */
export default async function Shelf() {
  const [rows = [], total = [], ...facets] = await Promise.all(
    QUERIES.map(({ text, parameters }) => sql.unsafe(text, parameters, { prepare: true }).values()),
  );
  return (
    <main>
      <h1>Shelf</h1>
      <p>{String(total[0]?.[0])} items</p>
      <form>
        <input type="search" name="q" />
        {facets.map((facet, at) => (
          <ul key={String(at)}>
            {facet.map(([value, count]) => (
              <li key={String(value)}>
                <a href={`/anew?value=${encodeURIComponent(String(value))}`}>
                  {String(value)} <span>{String(count)}</span>
                </a>
              </li>
            ))}
          </ul>
        ))}
      </form>
      <ol>
        {rows.map(([id, slug, name, ...facts]) => (
          <li key={String(id)}>
            <a href={`/items/${slug}`}>
              <img src={`/plush/${slug}`} alt={String(name)} width={400} height={400} />
              <strong>{String(name)}</strong>
              {facts.filter(Boolean).map((fact, at) => (
                <span key={String(at)}>{String(fact)}</span>
              ))}
            </a>
          </li>
        ))}
      </ol>
    </main>
  );
}
