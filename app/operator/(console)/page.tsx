import type { Metadata } from "next";
import { numberInWords } from "@/components/operator/figures";
import { type ListedTenant, TenantTable } from "@/components/operator/tenant-table";
import { platform } from "@/db/platform/door";
import { type ConsoleTenant, countByState } from "@/db/platform/queries/console";
import {
  countTenants,
  listTenantPage,
  TENANTS_PER_PAGE,
} from "@/db/platform/queries/console-tenant-page";
import type { ConsoleOperation } from "@/db/platform/queries/console-work";
import { countWork, listNewsOf } from "@/db/platform/queries/console-work-news";
import type { Placement } from "@/db/platform/states";
import { operatorVisit } from "@/server/operator/visit";
import { Filters } from "./filters";
import { Live } from "./live";
import { filterOf, listHref, readListQuery } from "./tenant-list";

export const metadata: Metadata = { title: "Tenants" };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Every tenant there is, a page at a time. */
export default async function Tenants({ searchParams }: Props) {
  await operatorVisit();
  const query = readListQuery(await searchParams);
  const filter = filterOf(query);
  const [found, total, states, work] = await platform.read((tx) =>
    Promise.all([
      listTenantPage(tx, filter, query.page),
      countTenants(tx, filter),
      countByState(tx),
      countWork(tx),
    ]),
  );
  const ids = found.map(({ id }) => id);
  const news = await platform.read((tx) => listNewsOf(tx, ids));
  const pages = Math.max(1, Math.ceil(total / TENANTS_PER_PAGE));
  return (
    <>
      <div className="op-head">
        <h1>Tenants</h1>
        <p className="op-sum">
          {inWords(sum(states, "pool"), "in pools")},{" "}
          {inWords(sum(states, "own"), "in databases of their own")}
          {sum(states, "stack") > 0 &&
            `, ${inWords(sum(states, "stack"), "in stacks of their own")}`}
          {". "}
          {work.running === 0 ? "Nothing is under way" : `${work.running} jobs are under way`}
          {work.failed > 0 && `, ${numberInWords(work.failed)} failed`}
          {"."}
        </p>
      </div>
      <Filters query={query} counts={states} />
      {found.length > 0 ? (
        <TenantTable tenants={found.map((tenant) => listed(tenant, news))} />
      ) : (
        <p className="op-empty">
          No tenant matches. <a href="/">Show all</a>
        </p>
      )}
      {pages > 1 && (
        <nav className="op-pages" aria-label="Pages">
          {query.page > 1 && <a href={listHref(query, { page: query.page - 1 })}>Back</a>}
          <span className="op-num">
            Page {numberInWords(query.page)} of {numberInWords(pages)}, {numberInWords(total)}{" "}
            tenants
          </span>
          {query.page < pages && <a href={listHref(query, { page: query.page + 1 })}>Next</a>}
        </nav>
      )}
      <Live on={work.running > 0} />
    </>
  );
}

function sum(
  states: readonly { readonly placement: string; readonly tenants: number }[],
  placement: Placement,
): number {
  return states
    .filter((one) => one.placement === placement)
    .reduce((total, { tenants }) => total + tenants, 0);
}

function inWords(count: number, where: string): string {
  return `${numberInWords(count)} ${where}`;
}

function listed(tenant: ConsoleTenant, news: readonly ConsoleOperation[]): ListedTenant {
  const own = news.filter(({ tenantId }) => tenantId === tenant.id);
  const failed = own.find(({ state }) => state === "failed");
  return {
    ...tenant,
    working: own.find(({ state }) => state === "running" || state === "waiting") ?? null,
    failed: failed
      ? { kind: failed.kind, error: failed.error, at: failed.endedAt ?? failed.createdAt }
      : null,
  };
}
