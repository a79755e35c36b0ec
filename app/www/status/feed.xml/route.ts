import { addressOf } from "@/base/env";
import { shownOf } from "@/server/status/shown";
import { tellStatus } from "@/server/status/snapshot";
import { viewOf } from "@/server/status/view";

/** The content comes from the running server, so the build can't fix it. */
export const dynamic = "force-dynamic";

/** `GET /status/feed.xml` of the apex: incidents and maintenance of everyone as Atom (RFC 4287), the newest first. */
export async function GET(): Promise<Response> {
  const page = addressOf(null, "/status");
  const { incidents, windows } = shownOf(viewOf(await tellStatus(), new Date()));
  const entries = [
    ...incidents.map((one) => ({
      id: one.id,
      title: one.endedAt ? `Over: ${one.title}` : one.title,
      link: `${page}#incident-${one.id}`,
      published: one.beganAt,
      updated: one.updates[0]?.at ?? one.beganAt,
      text: one.updates.map(({ at, state, text }) => `${at} ${state}: ${text}`).join("\n\n"),
    })),
    ...windows.map((one) => ({
      id: one.id,
      title: `Maintenance, ${one.phase}: ${one.beginsAt} to ${one.endsAt}`,
      link: `${page}#maintenance-${one.id}`,
      published: one.announcedAt,
      updated: one.phase === "announced" ? one.announcedAt : one.beginsAt,
      text: one.text,
    })),
  ].toSorted((one, other) => other.updated.localeCompare(one.updated));
  const updated = entries[0]?.updated ?? "1970-01-01T00:00:00Z";
  const printed = entries.map(
    (one) =>
      `<entry><id>urn:uuid:${one.id}</id><title>${escaped(one.title)}</title><link href="${escaped(one.link)}"/><published>${one.published}</published><updated>${one.updated}</updated><content>${escaped(one.text)}</content></entry>`,
  );
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${escaped(page)}</id><title>Swingtag status</title><author><name>Swingtag</name></author><link href="${escaped(page)}"/><link rel="self" href="${escaped(addressOf(null, "/status/feed.xml"))}"/><updated>${updated}</updated>${printed.join("")}</feed>`,
    {
      headers: {
        "content-type": "application/atom+xml; charset=utf-8",
        "cache-control": "public, max-age=60",
      },
    },
  );
}

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // XML 1.0 allows no control characters, not even escaped ones.
  return text
    .replace(/[&<>"]/g, (sign) => names[sign] ?? sign)
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
}
