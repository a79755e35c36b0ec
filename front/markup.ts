/** A piece of a page as it stands: a start tag, or whatever needs no look. */
export interface Piece {
  readonly source: string;
  /** Of a start tag that needs a look. */
  readonly tag: Tag | null;
}

export interface Tag {
  /** In lower case. */
  readonly name: string;
  /** By their names in lower case, as they are written; read by whoever asks, because most tags are left alone. */
  attributes(): ReadonlyMap<string, string>;
  /** All that stands between `<script>` or `<style>` and its end, which is in `source` as well. */
  readonly text: string;
}

/**
 * Text, end tags and start tags, as many as there are, without those that need a look: what browsers read in a way of its own
 * or load, and tags with a handler, a nonce or a mark of ours. Of a page that is nearly all, and each match is dear.
 */
const PLAIN =
  /(?:[^<]+|<\/(?!body>)[a-z][a-z0-9:-]*>|<(?!script|style|link|template|iframe|no|plaintext|xmp)[a-z][a-z0-9:-]*(?:\s+(?!on|nonce|id="shelf-search"|data-printed)[^\s"'<>/=]+(?:="[^"]*")?)*\s*\/?>){1,500}/iy;
const START = /<([a-z][a-z0-9:-]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*\/?>/iy;
const END = /<\/[a-z][a-z0-9:-]*>/iy;
const OTHER = /<!--[^-<>]*-->|<!doctype html>/iy;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:="([^"]*)")?/g;

/** What browsers read as text up to the end tag. Of these, React escapes the text of scripts and styles alone. */
const RAW = ["script", "style"];
const UNKNOWN = ["iframe", "noembed", "noframes", "plaintext", "xmp"];

/**
 * Reads a whole page as React prints one: attributes in double quotes, no `<` in text, no comment with more in it
 * than its marks. Whatever else HTML allows is refused, so that nothing is read in another way than browsers read it.
 * @throws Error that says where it can't be read
 */
export function* piecesOf(html: string): Generator<Piece> {
  for (let at = 0; at < html.length; ) {
    const piece = pieceAt(html, at);
    yield piece;
    at += piece.source.length;
  }
}

/** Its first two characters say which kind of piece it can be, where it is not plain. */
function pieceAt(html: string, at: number): Piece {
  const plain = match(PLAIN, html, at);
  if (plain) return { source: plain[0], tag: null };
  const sign = html[at + 1];
  if (sign !== "/" && sign !== "!") return startTag(html, at);
  const [source] = match(sign === "/" ? END : OTHER, html, at) ?? refuse(html, at);
  return { source, tag: null };
}

function startTag(html: string, at: number): Piece {
  const [source, name = "", rest = ""] = match(START, html, at) ?? refuse(html, at);
  const tag = { name: name.toLowerCase(), attributes: () => attributesOf(rest), text: "" };
  if (UNKNOWN.includes(tag.name)) return refuse(html, at);
  if (!RAW.includes(tag.name)) return { source, tag };
  const from = at + source.length;
  const end = `</${tag.name}>`;
  const until = html.indexOf(end, from);
  const text = html.slice(from, until);
  // Another end would end it sooner, and after a comment's beginning a script ends elsewhere.
  if (until === -1 || /<\/(script|style)|<!--/i.test(text)) refuse(html, at);
  return { source: source + text + end, tag: { ...tag, text } };
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    // The first one counts for browsers.
    if (!attributes.has(key)) attributes.set(key, value);
  }
  return attributes;
}

function match(pattern: RegExp, html: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(html);
}

function refuse(html: string, at: number): never {
  throw new Error(`A public page has HTML that can't be read: ${html.slice(at, at + 80)}`);
}
