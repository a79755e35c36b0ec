/** What a test asks of a drawing. */
export interface Document {
  /** The text of its title, entities resolved. */
  name: string;
  elements: string[];
  attributes: [name: string, value: string][];
}

/** UTF-8 bytes of a text. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Reads an XML document without declaration, comment or CDATA; throws where it is not well-formed. */
export function documentOf(xml: string): Document {
  const forbidden = /[^\t\n\r\u0020-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.exec(xml);
  if (forbidden) throw new Error(`character ${forbidden[0].codePointAt(0)} at ${forbidden.index}`);
  const found: Document = { name: "", elements: [], attributes: [] };
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const token = TOKEN.exec(xml.slice(at))?.[0];
    if (!token) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`);
    if (token.startsWith("</")) {
      const tag = token.slice(2, -1);
      if (open.pop() !== tag) throw new Error(`${tag} closed out of turn at ${at}`);
      if (open.length === 0 && at + token.length < xml.length) throw new Error("a second root");
    } else if (token.startsWith("<")) {
      const tag = /[\w]+/.exec(token)?.[0] ?? "";
      found.elements.push(tag);
      found.attributes.push(...attributesOf(token));
      if (!token.endsWith("/>")) open.push(tag);
    } else {
      if (open.length === 0) throw new Error(`text outside the root at ${at}`);
      if (open.at(-1) === "title") found.name += textOf(token);
    }
    at += token.length;
  }
  if (open.length > 0) throw new Error(`${open.at(-1)} is never closed`);
  return found;
}

const TOKEN = /^(?:<\/\w+>|<\w+(?:\s[\w:-]+="[^"<]*")*\s?\/?>|[^<]+)/;

function attributesOf(tag: string): [string, string][] {
  const pairs = [...tag.matchAll(/\s([\w:-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]): [string, string] => [name, textOf(value)],
  );
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`twice: ${tag}`);
  return pairs;
}

function textOf(raw: string): string {
  return raw.replace(/&(#\d+|\w+)?;?/g, (entity, code: string | undefined) => {
    const text = ENTITIES[code ?? ""];
    if (!text || !entity.endsWith(";")) throw new Error(`a bare & in ${raw}`);
    return text;
  });
}

const ENTITIES: Record<string, string | undefined> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  "#39": "'",
};
