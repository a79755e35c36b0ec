/** The absolute form of a target: its scheme and whom it names. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i;

/**
 * The one path of a request with its query, from the target of its first line (RFC 9112 §3.2). Dot segments are
 * resolved as browsers do (`%2e` is a dot), a fragment counts for nothing, and so does whom an absolute target
 * names: the Host decides. Every other byte stays as it was sent. `//` and `\` stay too, because the app leads
 * them to the path that they mean with a redirect, as it should: a page has one address.
 */
export function pathOf(target: string): string {
  const [local = ""] = target.replace(ABSOLUTE, "").split("#", 1);
  const pathname = pathnameOf(local);
  const query = local.slice(pathname.length);
  return withoutDots(pathname.startsWith("/") ? pathname : `/${pathname}`) + query;
}

/** A path without its query. */
export function pathnameOf(path: string): string {
  const at = path.indexOf("?");
  return at < 0 ? path : path.slice(0, at);
}

/** As RFC 3986 §5.2.4, with the encoded spellings that browsers read in the same way. */
function withoutDots(pathname: string): string {
  if (!/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(pathname)) return pathname;
  const segments = pathname.slice(1).split("/");
  const kept: string[] = [];
  for (const [at, segment] of segments.entries()) {
    const dots = /^(?:\.|%2e){1,2}$/i.test(segment) && segment.replace(/%2e/gi, ".");
    if (dots === "..") kept.pop();
    if (!dots) kept.push(segment);
    // What ends in dots is a folder.
    else if (at === segments.length - 1) kept.push("");
  }
  return `/${kept.join("/")}`;
}
