/** What a browser or a client may send in the first line of a request; a fragment never leaves a browser. */
const TARGET = /^\/[\x21\x22\x24-\x7e]*$/;

/**
 * The one path of a request with its query, from the target of its first line (RFC 9112 §3.2). Dot segments are
 * resolved as browsers do (`%2e` is a dot), several slashes are one, and each segment has one spelling: what need not
 * be encoded isn't. The query stays as it was sent, but for what other sites append to links.
 * @returns null for what has no one meaning: an absolute target, `*`, broken encoding, and slashes, backslashes
 * and control characters that hide in an encoding, each of which somebody behind would read in a way of his own
 */
export function pathOf(target: string): string | null {
  if (!TARGET.test(target)) return null;
  const pathname = pathnameOf(target);
  const query = withoutTraces(target.slice(pathname.length));
  if (query.includes("%00")) return null;
  const segments: string[] = [];
  for (const sent of pathname.slice(1).split("/")) {
    const segment = segmentOf(sent);
    if (segment === null) return null;
    if (segment === "..") segments.pop();
    if (segment !== "." && segment !== "..") segments.push(segment);
  }
  // What ends in dots is a folder.
  if (/\/(?:\.|%2e){1,2}$/i.test(pathname)) segments.push("");
  return `/${segments.join("/")}`.replace(/\/{2,}/g, "/") + query;
}

/**
 * Parameters that networks and mail programs append to each link, other ones for each reader. No page of ours reads
 * them, and a page that many open from such a link is one page.
 */
const TRACE =
  /^(?:utm_\w+|gad_\w+|_g[al]|_hs(?:enc|mi)|mc_[ce]id|(?:fbcl|gcl|gbra|wbra|dcl|srslt|msclk|ycl|twcl|ttcl|li_fat_|igsh)id|gclsrc|igsh|epik|mkt_tok)=/;

function withoutTraces(query: string): string {
  if (!query.includes("=")) return query;
  const parts = query.slice(1).split("&");
  const kept = parts.filter((part) => !TRACE.test(part));
  if (kept.length === parts.length) return query;
  return kept.length > 0 ? `?${kept.join("&")}` : "";
}

/** A path without its query. */
export function pathnameOf(path: string): string {
  const at = path.indexOf("?");
  return at < 0 ? path : path.slice(0, at);
}

/** A segment in its one spelling, or null where it has none. */
function segmentOf(sent: string): string | null {
  try {
    const text = decodeURIComponent(sent);
    if (/[/\\\p{Cc}]/u.test(text)) return null;
    // What RFC 3986 §3.3 allows in a segment besides letters and digits.
    return encodeURIComponent(text).replace(/%(?:2[46BC]|3[ABD]|40)/g, decodeURIComponent);
  } catch {
    return null;
  }
}
