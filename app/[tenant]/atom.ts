import { addressOf } from "@/base/env";

export interface AtomFeed {
  /** An address that stays the feed's, such as `urn:uuid:…`. */
  readonly id: string;
  readonly title: string;
  readonly author: string;
  /** The site whose feed it is, and the paths of the page that it follows and of the feed itself. */
  readonly site: string;
  readonly path: string;
  readonly self: string;
  /** When nothing stands in it. */
  readonly since: Date;
  readonly entries: readonly AtomEntry[];
}

export interface AtomEntry {
  /** A UUID. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly published: Date;
  readonly updated: Date;
  readonly content: string;
}

/** A feed as Atom (RFC 4287), which is kept with the site's pages. */
export function atom(feed: AtomFeed): Response {
  const { id, title, author, site, path, self, since, entries } = feed;
  const updated = entries.reduce((newest, entry) => later(newest, entry.updated), since);
  const written = entries.map(
    (entry) =>
      `<entry><id>urn:uuid:${entry.id}</id><title>${escaped(entry.title)}</title><link href="${addressOf(site, entry.path)}"/><published>${entry.published.toISOString()}</published><updated>${entry.updated.toISOString()}</updated><content>${escaped(entry.content)}</content></entry>`,
  );
  const text = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${id}</id><title>${escaped(title)}</title><author><name>${escaped(author)}</name></author><link href="${addressOf(site, path)}"/><link rel="self" href="${addressOf(site, self)}"/><updated>${updated.toISOString()}</updated>${written.join("")}</feed>`;
  return new Response(text, {
    headers: {
      "content-type": "application/atom+xml; charset=utf-8",
      "cache-control": "public, max-age=60",
    },
  });
}

function later(one: Date, other: Date): Date {
  return one < other ? other : one;
}

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  // XML 1.0 allows no control characters, not even escaped ones.
  return text
    .replace(/[&<>]/g, (sign) => names[sign] ?? sign)
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
}
