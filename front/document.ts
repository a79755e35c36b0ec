import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { type KeptAnswer, keptOf, type Use } from "./kept.ts";
import { type Piece, piecesOf } from "./markup.ts";

const MAX_DOCUMENT = 4_000_000;

/**
 * Makes a document of a finished page: everybody gets the same bytes, because it holds nothing of whoever asked.
 * @param sent the page's type and its content policy as the app has sent them, and what it has printed apart from the page
 * @throws Error where the page needs a script that a document does not have
 */
export function documentOf(page: string, sent: SentWith, use: Use): KeptAnswer {
  const { type, policy, printed } = sent;
  if (!policy.includes("script-src") || page.length > MAX_DOCUMENT)
    throw new Error("The page came without its policy, or is too large.");
  const { html, styles, scripts } = withoutRuntime(page, printed);
  const headers = {
    "content-type": type,
    "content-security-policy": policyOf(policy, styles, scripts),
    // Browsers ask again each time, but may show it again for the back button.
    "cache-control": "private, no-cache",
    vary: "accept-encoding, cookie",
  };
  return keptOf(Buffer.from(html), headers, use);
}

interface SentWith {
  readonly type: string;
  readonly policy: string;
  /** What belongs where the page says `data-printed`. */
  readonly printed?: string | undefined;
}

interface Bare {
  readonly html: string;
  /** The texts of its own styles and scripts. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * Takes the app's runtime out of a finished page: public pages are documents, and the browser needs neither
 * React nor the router to show one. In its place comes the one script that such a page has, where it has a
 * search. What the browser would wait for in vain is refused; `scripts/checks/documents.ts` finds most of it sooner.
 * @throws Error
 */
export function withoutRuntime(page: string, printed?: string): Bare {
  const styles: string[] = [];
  const scripts: string[] = [];
  let html = "";
  for (const piece of withPrinted(page, printed)) {
    const { tag, source } = piece;
    if (tag?.name === "style") styles.push(tag.text);
    else if (tag && source.includes('id="shelf-search"')) scripts.push(searchScript());
    if (source === "</body>")
      for (const script of scripts) html += `<script type="module">${script}</script>`;
    html += tag ? withoutScript(piece) : source;
  }
  return { html, styles, scripts };
}

/** The pieces of a page, with what was printed apart from it in its place. */
function* withPrinted(page: string, printed: string | undefined): Generator<Piece> {
  let missing = printed;
  for (const { source, tag } of piecesOf(page)) {
    if (!tag?.attributes().has("data-printed")) {
      yield { source, tag };
      continue;
    }
    if (missing === undefined) throw new Error("A public page lacks what it was to hold.");
    yield { source: source.replace(/\s+data-printed="[^"]*"/, ""), tag };
    yield* piecesOf(missing);
    missing = undefined;
  }
  if (missing !== undefined) throw new Error("A public page has no place for what it was to hold.");
}

function withoutScript({ source, tag }: Piece): string {
  if (!tag || !(SPECIAL.includes(tag.name) || /\s(?:on|nonce)/i.test(source))) return source;
  const { name, text } = tag;
  const attributes = tag.attributes();
  const said = (attribute: string) => attributes.get(attribute) ?? "";
  for (const attribute of attributes.keys())
    if (attribute.startsWith("on")) throw new Error(`A public page has a script in ${source}`);
  if (name === "template") throw new Error(`A public page waits for a script to fill in ${source}`);
  if (name === "script") {
    if (said("src") ? !said("src").startsWith("/_next/static/") : !RUNTIME.test(text))
      throw new Error(`A public page has a script of its own: ${source.slice(0, 200)}`);
    return "";
  }
  if (name === "link" && (said("as") === "script" || said("rel") === "modulepreload")) return "";
  return attributes.has("nonce") ? source.replace(/\s+nonce="[^"]*"/, "") : source;
}

const SPECIAL = ["script", "link", "template"];

/** How the scripts begin that Next and React put into every page: what was rendered, once more as data, and the start. */
const RUNTIME =
  /^(?:\(self\.__next_[a-z]=|self\.__next_[a-z]\b|\(globalThis\["TURBOPACK"\]|requestAnimationFrame\(function\(\)\{\$RT=)/;

/** The page's policy, with the hashes of what the page holds in the place of the nonce. */
function policyOf(policy: string, styles: readonly string[], scripts: readonly string[]): string {
  const hashes = (texts: readonly string[]) =>
    [...new Set(texts)].map(
      (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
    );
  return policy
    .replace(/script-src [^;]*/, `script-src ${hashes(scripts).join(" ") || "'none'"}`)
    .replace(/style-src [^;]*/, ["style-src 'self'", ...hashes(styles)].join(" "));
}

let searchCode: string | undefined;

function searchScript(): string {
  searchCode ??= stripTypeScriptTypes(
    readFileSync(new URL("../components/site/search.browser.ts", import.meta.url), "utf8"),
  )
    .replace(/^\s*\/?\*.*$/gm, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
  return searchCode;
}
