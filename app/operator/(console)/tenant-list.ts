import { z } from "zod";
import type { TenantFilter } from "@/db/platform/queries/console-tenant-page";
import { PLACEMENTS, TENANT_STATES } from "@/db/platform/states";

const QuerySchema = z.object({
  q: z.string().trim().toLowerCase().max(100).catch("").default(""),
  state: z.enum(TENANT_STATES).optional().catch(undefined),
  placement: z.enum(PLACEMENTS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

/** What the address asks the list for; whatever it can't mean is left out. */
export type ListQuery = z.output<typeof QuerySchema>;

/** Reads the address's query. */
export function readListQuery(given: Readonly<Record<string, unknown>>): ListQuery {
  return QuerySchema.parse(given);
}

/** The filter of a query. */
export function filterOf({ q, state, placement }: ListQuery): TenantFilter {
  return { ...(q && { q }), ...(state && { state }), ...(placement && { placement }) };
}

/** The address of the list with something changed; a changed filter begins at the first page. */
export function listHref(query: ListQuery, change: Partial<ListQuery>): string {
  const { q, state, placement, page } = { ...query, page: 1, ...change };
  const asked = new URLSearchParams();
  if (q) asked.set("q", q);
  if (state) asked.set("state", state);
  if (placement) asked.set("placement", placement);
  if (page > 1) asked.set("page", String(page));
  return asked.size > 0 ? `/?${asked}` : "/";
}
