import type { Metadata } from "next";
import { z } from "zod";
import { AuditTable } from "@/components/operator/audit-table";
import { platform } from "@/db/platform/door";
import { LINES_PER_PAGE, listAuditPage } from "@/db/platform/queries/console-audit";
import { operatorVisit } from "@/server/operator/visit";

export const metadata: Metadata = { title: "Audit" };

const QuerySchema = z.object({
  q: z.string().trim().max(100).catch("").default(""),
  before: z.uuid().optional().catch(undefined),
});

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Everything that was done to a tenant, by whom and why. Nobody can change a line. */
export default async function Audit({ searchParams }: Props) {
  await operatorVisit();
  const { q, before } = QuerySchema.parse(await searchParams);
  const lines = await platform.read((tx) => listAuditPage(tx, { q, before }));
  const last = lines.length === LINES_PER_PAGE ? lines.at(-1) : undefined;
  return (
    <>
      <div className="op-head">
        <h1>Audit</h1>
        <p className="op-sum">
          Lines are added and never changed. Owners see those of their own site.
        </p>
      </div>
      <search className="op-tools">
        <form className="op-search" action="/audit">
          <label htmlFor="q" className="visually-hidden">
            Site, person or deed
          </label>
          <input
            id="q"
            name="q"
            type="search"
            placeholder="Site, person or deed"
            defaultValue={q}
          />
          <button type="submit" className="ui-button ui-button-plain">
            Find
          </button>
        </form>
      </search>
      {lines.length > 0 ? (
        <AuditTable lines={lines} withTenant />
      ) : (
        <p className="op-empty">{q ? "No line matches." : "Nothing was done to a tenant yet."}</p>
      )}
      {(last || before) && (
        <nav className="op-pages" aria-label="Pages">
          {before && <a href={`/audit?${new URLSearchParams({ q })}`}>Newest</a>}
          {last && <a href={`/audit?${new URLSearchParams({ q, before: last.id })}`}>Older</a>}
        </nav>
      )}
    </>
  );
}
