import type { ReadTx } from "@/db/scope";
import type { List } from "@/db/tenant/choices";
import { listLast } from "@/db/tenant/queries/lists";
import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { atom } from "./atom";
import { itemPath } from "./item-address";
import { LIST_PATHS, LIST_TITLES, listFeedPath } from "./list-address";

/** How many stand in the feed. */
const NEWEST = 50;

interface Told {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly variant: string;
  readonly at: Date;
  readonly content: string;
}

/** A list of the site as Atom, as a visitor sees it; nothing where its owner keeps it for members. */
export async function listFeed(
  list: List,
  tell: (tx: ReadTx, ids: readonly string[]) => Promise<readonly Told[]>,
): Promise<Response> {
  const scope = await openPublicScope();
  if (!scope) return nothing();
  const [site, ids] = await scope.read((tx) =>
    Promise.all([getSite(tx), listLast(tx, list, NEWEST)]),
  );
  if (site.reaches[list] === "members") return nothing();
  const rows = await scope.read((tx) => tell(tx, ids));
  const path = LIST_PATHS[list];
  return atom({
    id: `urn:uuid:${scope.tenant.id}#${list}`,
    title: `${LIST_TITLES[list]} · ${site.name}`,
    author: site.name,
    site: scope.tenant.slug,
    path,
    self: listFeedPath(list),
    since: rows[0]?.at ?? site.createdAt,
    entries: rows.map(({ id, slug, name, variant, at, content }) => ({
      id,
      title: variant ? `${name}, ${variant}` : name,
      path: itemPath(slug),
      published: at,
      updated: at,
      content,
    })),
  });
}

function nothing(): Response {
  return new Response("Not found", { status: 404 });
}
