import { ABOUT_TAGS } from "@/app/tag-guide-address";
import { addressOf } from "@/base/env";
import type { Scope } from "@/db/scope";
import { LISTS } from "@/db/tenant/choices";
import {
  countPublished,
  listPublished,
  type Published,
  type Some,
} from "@/db/tenant/queries/published";
import { listSets } from "@/db/tenant/queries/sets";
import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { itemPath } from "../item-address";
import { LIST_PATHS } from "../list-address";
import { SETS_PATH, setPath } from "../set-address";

/**
 * How many items stand in one file. Search engines take 50,000 addresses; one file of fewer is kept with the site's pages,
 * and must leave room for those of others.
 */
const IN_A_PART = 9_999;

/** How many items are read and sent at a time. */
const AT_A_TIME = 2000;

const SCHEMA = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`;

/** Every public page: one file where it holds them all, else an index of parts, which `?part=1` and so on name. */
export async function GET(request: Request) {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const asked = new URL(request.url).searchParams.get("part");
  const parts = Math.max(1, Math.ceil((await scope.read(countPublished)) / IN_A_PART));
  if (asked === null) return xml(parts === 1 ? linesOf(scope, 1) : indexOf(scope, parts));
  const part = Number(asked);
  if (!Number.isInteger(part) || part < 1 || part > parts)
    return new Response("Not found", { status: 404 });
  return xml(linesOf(scope, part));
}

async function* indexOf({ tenant }: Scope, parts: number): AsyncGenerator<string> {
  yield `<sitemapindex ${SCHEMA}>`;
  for (let part = 1; part <= parts; part++)
    yield `<sitemap><loc>${addressOf(tenant.slug, `/sitemap.xml?part=${part}`)}</loc></sitemap>`;
  yield "</sitemapindex>";
}

async function* linesOf(scope: Scope, part: number): AsyncGenerator<string> {
  const { slug } = scope.tenant;
  yield `<urlset ${SCHEMA}>`;
  if (part === 1) {
    yield `<url><loc>${addressOf(slug)}</loc></url>`;
    const { leadsToTags, reaches } = await scope.read(getSite);
    const sets = await scope.read(listSets);
    if (sets.length > 0) yield `<url><loc>${addressOf(slug, SETS_PATH)}</loc></url>`;
    for (const set of sets) yield `<url><loc>${addressOf(slug, setPath(set.slug))}</loc></url>`;
    for (const list of LISTS)
      if (reaches[list] !== "members")
        yield `<url><loc>${addressOf(slug, LIST_PATHS[list])}</loc></url>`;
    if (leadsToTags)
      for (const { href } of ABOUT_TAGS) yield `<url><loc>${addressOf(slug, href)}</loc></url>`;
  }
  let after: string | null = null;
  for (let left = IN_A_PART; left > 0; ) {
    const limit = Math.min(AT_A_TIME, left);
    const some: Some = { after, offset: after ? 0 : (part - 1) * IN_A_PART, limit };
    const items: Published[] = await scope.read((tx) => listPublished(tx, some));
    for (const item of items)
      yield `<url><loc>${addressOf(slug, itemPath(item.slug))}</loc><lastmod>${item.updatedAt.toISOString()}</lastmod></url>`;
    if (items.length < limit) break;
    after = items.at(-1)?.id ?? null;
    left -= items.length;
  }
  yield "</urlset>";
}

/** Sent as it is read. */
function xml(lines: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(encoder.encode(`<?xml version="1.0" encoding="utf-8"?>\n`)),
    async pull(controller) {
      let text = "";
      while (text.length < 65_536) {
        const next = await lines.next();
        if (next.done) {
          controller.enqueue(encoder.encode(text));
          return controller.close();
        }
        text += next.value;
      }
      controller.enqueue(encoder.encode(text));
    },
    cancel: () => void lines.return(undefined),
  });
  return new Response(body, {
    headers: {
      "content-type": "application/xml; charset=utf-8",
      "cache-control": "public, max-age=300",
    },
  });
}
