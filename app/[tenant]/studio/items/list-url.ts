import type { Visibility } from "@/db/tenant/choices";
import { VISIBILITIES } from "@/db/tenant/choices";
import { type PageParams, readShelfUrl, type ShelfUrl } from "../../(site)/shelf-url";

/** The state of the studio's list: the shelf's, with who may see. */
export type ListUrl = ShelfUrl & { readonly visibility: Visibility | null };

/** Reads the list's state from the URL; what is unknown is left out. */
export function readListUrl(params: PageParams): ListUrl {
  const url = readShelfUrl(params);
  const visibility = VISIBILITIES.find((known) => known === params.visibility) ?? null;
  return { ...url, visibility };
}

/** The address of the list; defaults are left out. */
export function listHref(url: ListUrl, change: Partial<ListUrl> = {}): string {
  const next = { ...url, ...change };
  const query = new URLSearchParams();
  if (next.typed.trim()) query.set("q", next.typed.trim());
  if (next.visibility) query.set("visibility", next.visibility);
  for (const status of next.chosen.status) query.append("status", status);
  if (next.sort !== "name") query.set("sort", next.sort);
  if (next.page > 1) query.set("page", String(next.page));
  const text = query.toString();
  return text ? `/studio/items?${text}` : "/studio/items";
}
